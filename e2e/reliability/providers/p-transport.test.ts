/*
 * Redirects and certificates: nothing of an order goes anywhere but to the address in the settings, and only to
 * whoever proves to be there.
 */
import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { createHttp, type Http, type HttpOutcome } from '../../../electron/providers/http'
import type { Counter } from './counter'
import { atCounter, expectNothingHeld } from './courses'
import type { CallName } from './line'
import { postFromOutside, tlsServer } from './tls-servers'
import { status } from './troubles'

const CODES = [301, 302, 303, 307, 308] as const

it('[P28 coupon] a redirect is not followed: nothing reaches the place it names, and it is the set-up’s fault', async () => {
  await withElsewhere(async (elsewhere) => {
    for (const code of CODES) {
      for (const to of [elsewhere.url, 'http://192.0.2.1/', '//evil.example/', '/elsewhere']) {
        await atCounter(async (counter) => {
          await counter.goods()
          await counter.customer()
          counter.line.spoil('authorize', redirect(code, to))
          await counter.toCoupons()
          expect(counter.order.payment?.authorization?.status).toBe('misconfigured')
          expect(counter.line.of('authorize')).toHaveLength(1)
          await counter.run({ type: 'ContinuePayment' })
          await counter.payCash()
          expectNothingHeld(counter)
          expect(counter.owed).toEqual([])
        })
      }
    }
    await afterMoney('capture', elsewhere.url)
    expect(elsewhere.heard).toEqual([])
  })
})

it('[P28 promotion] a redirect is not followed: nothing reaches the place it names, and it is the set-up’s fault', async () => {
  await withElsewhere(async (elsewhere) => {
    for (const code of CODES) {
      for (const to of [elsewhere.url, 'http://192.0.2.1/', '//evil.example/', '/elsewhere']) {
        await atCounter(async (counter) => {
          await counter.goods()
          counter.line.spoil('verify', redirect(code, to))
          await counter.code()
          expect(counter.notes).toEqual(['promotions-misconfigured'])
          expect(counter.line.of('verify')).toHaveLength(1)
          expect(counter.order.promotions).toEqual([])
        })
      }
    }
    await afterMoney('apply', elsewhere.url)
    expect(elsewhere.heard).toEqual([])
  })
})

const BAD = ['expired', 'other-name', 'self-signed', 'old'] as const

it('[P29 coupon] a certificate nobody vouches for, out of date or for another name: nothing is sent', async () => {
  const outcomes = await fromOutside()
  expect(outcomes['valid']).toMatchObject({ kind: 'answer', status: 200 })
  for (const name of BAD) {
    expect(outcomes[name], name).toMatchObject({ kind: 'no-answer', code: 'offline', sent: false })
  }
  await atCounterOverTls('authorize', async (counter) => {
    await counter.goods()
    await counter.customer()
    await counter.toCoupons()
    expect(counter.order.payment?.authorization?.status).toBe('no-answer')
  })
})

it('[P29 promotion] a certificate nobody vouches for, out of date or for another name: nothing is sent', async () => {
  const blind = await fromOutside({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })
  for (const name of ['valid', ...BAD]) {
    expect(blind[name], name).toMatchObject({ kind: 'misconfigured', code: 'wrong-address' })
  }
  await atCounterOverTls('verify', async (counter) => {
    await counter.goods()
    await counter.code()
    expect(counter.notes).toEqual(['promotion-no-answer'])
    expect(counter.order.promotions).toEqual([])
  })
})

function redirect(code: number, to: string) {
  return status(code, 'before', { headers: { Location: to } })
}

/** After the money a redirect leaves it owed, with the reason; it goes out when the address is right again. */
async function afterMoney(call: 'capture' | 'apply', to: string): Promise<void> {
  await atCounter(async (counter) => {
    await counter.goods()
    if (call === 'apply') await counter.code()
    else await counter.customer()
    await counter.toTender()
    counter.line.spoil(call, redirect(307, to))
    await counter.payCash()
    const kind = call === 'apply' ? 'promotion-apply' : 'coupon-capture'
    expect(counter.effectsOf(kind)).toMatchObject([{ status: 'waiting', code: 'wrong-address' }])
    await counter.pass(60_000)
    expect(counter.effectsOf(kind)).toMatchObject([{ status: 'delivered' }])
  })
}

/** Another host: a second server of our own, which must hear nothing. */
async function withElsewhere(
  course: (elsewhere: { readonly url: string; readonly heard: string[] }) => Promise<void>,
): Promise<void> {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`)
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  try {
    await course({ url: `http://localhost:${port}/taken`, heard })
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** How a client that trusts the test authority fares with each server; what the bad ones heard is nothing. */
async function fromOutside(
  env: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, HttpOutcome>>> {
  const servers = {
    valid: await tlsServer('valid'),
    expired: await tlsServer('expired'),
    'other-name': await tlsServer('other-name'),
    'self-signed': await tlsServer('self-signed'),
    old: await tlsServer('valid', 'TLSv1.1'),
  }
  const urls = Object.fromEntries(Object.entries(servers).map(([name, { url }]) => [name, url]))
  try {
    const outcomes = await postFromOutside(urls, env)
    for (const name of BAD) expect(servers[name].heard, name).toEqual([])
    return outcomes
  } finally {
    await Promise.all(Object.values(servers).map((one) => one.close()))
  }
}

/** A counter for which one call leads to a server whose certificate nobody vouches for. */
async function atCounterOverTls(
  call: CallName,
  course: (counter: Counter) => Promise<void>,
): Promise<void> {
  const server = await tlsServer('self-signed')
  const real = createHttp()
  let isAway = true
  const isThis = (url: string, type: string | undefined) =>
    isAway && (call === 'verify' ? type === 'PROMOTION_VERIFY' : url.endsWith('/auth/create/'))
  const http: Http = {
    post: (request) => {
      const away = isThis(request.url, request.headers['Toast-Transaction-Type'])
      return real.post(away ? { ...request, url: server.url } : request)
    },
  }
  try {
    await atCounter(
      async (counter) => {
        await course(counter)
        isAway = false
        if (counter.order.status === 'open') await counter.toTender()
        else await counter.run({ type: 'ContinuePayment' })
        await counter.payCash()
        await counter.pass(60_000)
        expect(counter.order.sale?.saved ?? counter.order.sale?.totals.coupons).toBe(0)
        expectNothingHeld(counter)
        expect(counter.owed).toEqual([])
      },
      { http },
    )
    expect(server.heard).toEqual([])
  } finally {
    await server.close()
  }
}
