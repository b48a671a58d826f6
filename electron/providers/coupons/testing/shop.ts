/*
 * A sandbox and registers that talk to it, for tests over real HTTP on loopback.
 */
import {
  startCouponsSandbox,
  type CouponsSandbox,
  type CouponsSandboxOptions,
} from '../../../../sandbox/coupons/server'
import type { ServiceHealth } from '../../health'
import { createHttp } from '../../http'
import { createPetzCoupons, type PetzCoupons, type PetzParts, type PetzSettings } from '../petz'
import { exampleSettings } from './example'

/** A shop under test. */
export type Shop = {
  readonly sandbox: CouponsSandbox
  /** The example's register, till-2. */
  readonly till: PetzCoupons
  /** What the clients wanted to wait for; they do not really wait. */
  readonly waits: number[]
  readonly logged: string[]
  readonly healths: ServiceHealth[]
  /** Another register. */
  register(changes: Partial<PetzSettings>, parts?: Partial<PetzParts>): PetzCoupons
  /** A word to the sandbox's control interface. */
  control(name: string, body?: unknown): Promise<unknown>
  /** Paths asked so far, without root and slash. */
  paths(): readonly string[]
  close(): Promise<void>
}

/** Opens a shop. */
export async function openShop(
  settings: Partial<PetzSettings> = {},
  options: Partial<CouponsSandboxOptions> = {},
): Promise<Shop> {
  const { accountKey } = exampleSettings('')
  const sandbox = await startCouponsSandbox({ accountKey, latencyMs: 0, ...options })
  const waits: number[] = []
  const logged: string[] = []
  const healths: ServiceHealth[] = []
  const note = (fields: object, sentence: string) =>
    logged.push(`${sentence} ${JSON.stringify(fields)}`)
  const register = (changes: Partial<PetzSettings>, parts: Partial<PetzParts> = {}) =>
    createPetzCoupons(exampleSettings(sandbox.baseUrl, changes), {
      http: createHttp(),
      now: Date.now,
      wait: (ms) => {
        waits.push(ms)
        return Promise.resolve()
      },
      log: { info: note, warn: note },
      onHealth: (health) => healths.push(health),
      ...parts,
    })
  return {
    sandbox,
    till: register(settings),
    waits,
    logged,
    healths,
    register,
    control: async (name, body = {}) => {
      const answer = await fetch(`${sandbox.baseUrl}/_sandbox/${name}`, {
        method: 'POST',
        body: JSON.stringify(body),
      })
      const said: unknown = await answer.json()
      if (!answer.ok) throw new Error(JSON.stringify(said))
      return said
    },
    paths: () => sandbox.log.map(({ path }) => path.replace(/^\/[a-z]+\/|\/$/g, '')),
    close: () => sandbox.close(),
  }
}
