/*
 * The control interface of the whole sandbox, on loopback: what a person at the tray, a script or a test may
 * do to the world outside the terminal.
 *
 *   GET  /                          the tray page and its files, when they were built
 *   GET  /state                     { scanner, printer, receipts }: what is plugged in, how the printer is, the papers
 *   POST /scan                      { code, aim?, stx?, suffix? }: the scanner reads a barcode, dressed like this
 *   POST /scanner                   { sends: half | flood, code, times? } or { sends: noise, bytes? }: mischief
 *   GET  /receipts                  the papers, newest first: { number, at, text, drawerPulses }
 *   GET  /receipt/<number>.png      one of them as a picture
 *   POST /printer                   { paper?, coverOpen?, cutterStuck?, tooHot?, drawerOpen? }
 *   POST /cable                     { device: scanner | printer, in: true | false }
 *   any  /promotions/<knob>         handed on to the promotions provider's own control interface
 *   any  /coupons/<knob>            handed on to the coupon service's
 *
 * Pages of other origins are turned away: a browser must not let a web site scan into a till.
 */
import { z } from 'zod'
import {
  empty,
  json,
  serve,
  type SandboxReply,
  type SandboxRequest,
  type SandboxServer,
} from './http'
import type { TrayFiles } from './tray-files'
import { controlUrlOf, type World } from './world'
import type { WorldState } from './world-state'

const scanBody = z.strictObject({
  code: z.string().min(1).max(512),
  aim: z
    .string()
    .regex(/^\][A-Za-z]\w$/)
    .optional(),
  stx: z.boolean().optional(),
  suffix: z.string().max(4).optional(),
})
const mischiefBody = z.discriminatedUnion('sends', [
  z.strictObject({ sends: z.literal('half'), code: z.string().min(2).max(512) }),
  z.strictObject({
    sends: z.literal('flood'),
    code: z.string().min(1).max(512),
    times: z.int().min(1).max(10_000).default(500),
  }),
  z.strictObject({ sends: z.literal('noise'), bytes: z.int().min(1).max(65_536).default(64) }),
])
const printerBody = z
  .strictObject({
    paper: z.literal(['ok', 'low', 'out']),
    coverOpen: z.boolean(),
    cutterStuck: z.boolean(),
    tooHot: z.boolean(),
    drawerOpen: z.boolean(),
  })
  .partial()
const cableBody = z.strictObject({ device: z.literal(['scanner', 'printer']), in: z.boolean() })

/** Starts the control interface of a world. */
export function startControl(world: World, port: number, tray: TrayFiles): Promise<SandboxServer> {
  const control = new Control(world, tray)
  return serve(port, (request) => control.answer(request))
}

class Control {
  readonly #world: World
  readonly #tray: TrayFiles

  constructor(world: World, tray: TrayFiles) {
    this.#world = world
    this.#tray = tray
  }

  async answer(request: SandboxRequest): Promise<SandboxReply> {
    if (isStranger(request)) return empty(403)
    const { method, path } = request
    const file = method === 'GET' ? this.#tray.get(path) : undefined
    if (file) return file
    const service = /^\/(promotions|coupons)\/([a-z]+)$/.exec(path)
    if (service) return this.#forward(request, service[1] === 'coupons' ? 'coupons' : 'promotions')
    const picture = /^\/receipt\/(\d{1,6})\.png$/.exec(path)
    if (picture && method === 'GET') return this.#picture(Number(picture[1]))
    switch (`${method} ${path}`) {
      case 'GET /state':
        return json(200, this.#state())
      case 'GET /receipts':
        return json(200, this.#receipts())
      case 'POST /scan':
        return this.#scan(request)
      case 'POST /scanner':
        return this.#makeMischief(request)
      case 'POST /printer':
        return this.#setPrinter(request)
      case 'POST /cable':
        return this.#setCable(request)
      default:
        return empty(404)
    }
  }

  #state(): WorldState {
    const printer = this.#world.has('printer') ? this.#world.printer.condition : null
    return {
      scanner: this.#world.scannerCable?.isIn ?? false,
      printer,
      receipts: this.#papers.map((paper) => paper.number).reverse(),
    }
  }

  #receipts() {
    const papers = this.#papers.map(({ number, at, text, drawerPulses }) => ({
      number,
      at,
      text,
      drawerPulses,
    }))
    return papers.reverse()
  }

  get #papers() {
    return this.#world.has('printer') ? this.#world.printer.papers : []
  }

  #picture(number: number): SandboxReply {
    const paper = this.#papers.find((one) => one.number === number)
    return paper ? { kind: 'file', bytes: paper.png, contentType: 'image/png' } : empty(404)
  }

  async #scan(request: SandboxRequest): Promise<SandboxReply> {
    const body = scanBody.safeParse(bodyOf(request))
    if (!body.success) return json(400, { problem: 'a scan is { code }' })
    if (this.#world.scannerCable?.isIn !== true) {
      return json(409, { problem: 'The scanner is not plugged in.' })
    }
    const { code, ...dress } = body.data
    await this.#world.scanner.scan(code, dress)
    return json(200, {})
  }

  async #makeMischief(request: SandboxRequest): Promise<SandboxReply> {
    const body = mischiefBody.safeParse(bodyOf(request))
    if (!body.success) return json(400, { problem: 'the scanner sends half, flood or noise' })
    if (this.#world.scannerCable?.isIn !== true) {
      return json(409, { problem: 'The scanner is not plugged in.' })
    }
    const { scanner } = this.#world
    switch (body.data.sends) {
      case 'half':
        await scanner.half(body.data.code)
        break
      case 'flood':
        await scanner.flood(body.data.code, body.data.times)
        break
      case 'noise':
        await scanner.noise(body.data.bytes)
        break
    }
    return json(200, {})
  }

  #setPrinter(request: SandboxRequest): SandboxReply {
    const body = printerBody.safeParse(bodyOf(request))
    if (!body.success) return json(400, { problem: 'no such knob, or not so far' })
    if (!this.#world.has('printer')) return json(409, { problem: 'There is no printer.' })
    this.#world.printer.mechanism.set(body.data)
    return json(200, this.#state())
  }

  async #setCable(request: SandboxRequest): Promise<SandboxReply> {
    const body = cableBody.safeParse(bodyOf(request))
    if (!body.success) return json(400, { problem: 'a cable is { device, in }' })
    const { device, in: isIn } = body.data
    const cable = device === 'scanner' ? this.#world.scannerCable : this.#world.printerCable
    if (cable === null) return json(409, { problem: `There is no ${device}.` })
    await (isIn ? cable.plug() : cable.pull())
    return json(200, this.#state())
  }

  async #forward(
    request: SandboxRequest,
    service: 'promotions' | 'coupons',
  ): Promise<SandboxReply> {
    if (!this.#world.has(service)) return json(409, { problem: `There is no service ${service}.` })
    const knob = request.path.slice(`/${service}/`.length)
    const { method, body } = request
    const response = await fetch(`${controlUrlOf(this.#world, service)}/${knob}`, {
      method,
      ...(method === 'POST' ? { body } : {}),
    })
    const text = await response.text()
    return { kind: 'reply', status: response.status, body: text, contentType: JSON_TYPE }
  }
}

const JSON_TYPE = 'application/json; charset=utf-8'

/** A page of another origin, or a name that was made to point to this computer. */
function isStranger({ headers }: SandboxRequest): boolean {
  const { host = '', origin } = headers
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) return true
  return origin !== undefined && origin !== `http://${host}`
}

function bodyOf({ body }: SandboxRequest): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
