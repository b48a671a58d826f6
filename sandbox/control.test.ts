import { mkdtemp, rm } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SerialPort } from 'serialport'
import { startControl } from './control'
import type { SandboxServer } from './http'
import { startWorld, type World } from './world'

let folder: string
let world: World
let control: SandboxServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'control-'))
  world = await startWorld({ folder, fast: true })
  const page = { kind: 'file', bytes: Buffer.from('tray'), contentType: 'text/html' } as const
  control = await startControl(world, 0, new Map([['/', page]]))
})

afterAll(async () => {
  await control.close()
  await world.close()
  await rm(folder, { recursive: true })
})

async function ask(path: string, body?: unknown) {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(control.url + path, init)
  const text = await response.text()
  return { status: response.status, type: response.headers.get('content-type'), text }
}

test('a scan comes out at the other end of the cable', async () => {
  const heard = await atEnd('scanner', async (read) => {
    expect((await ask('/scan', { code: '400001102312' })).status).toBe(200)
    return read(13)
  })
  expect(heard).toBe('400001102312\r')
  expect((await ask('/scan', { code: '' })).status).toBe(400)
})

test.each([
  ['/scan', { code: 'A1', aim: ']C0', suffix: '\n' }, ']C0A1\n'],
  ['/scan', { code: 'A1', stx: true }, '\x02A1\x03'],
  ['/scanner', { sends: 'half', code: '40000110' }, '4000'],
  ['/scanner', { sends: 'flood', code: 'A1', times: 3 }, 'A1\rA1\rA1\r'],
])('%s of %j comes out as it was asked for', async (path, body, bytes) => {
  const heard = await atEnd('scanner', async (read) => {
    expect((await ask(path, body)).status).toBe(200)
    return read(bytes.length)
  })
  expect(heard).toBe(bytes)
})

test('noise is the same every time, and none of it is text', async () => {
  const heard = await atEnd('scanner', async (read) => {
    expect((await ask('/scanner', { sends: 'noise', bytes: 40 })).status).toBe(200)
    return read(20)
  })
  expect(heard).not.toMatch(/[ -~]/)
  expect((await ask('/scanner', { sends: 'music' })).status).toBe(400)
})

test('a printed paper is listed, newest first, and shown as a picture', async () => {
  world.printer.mechanism.receive(Buffer.from('FIRST\n\x1dV\x01SECOND\n\x1dV\x01'))
  const receipts: readonly { text: string }[] = JSON.parse((await ask('/receipts')).text)
  expect(receipts.map((one) => one.text.trim())).toEqual(['SECOND', 'FIRST'])
  expect(JSON.parse((await ask('/state')).text).receipts).toEqual([2, 1])
  const picture = await ask('/receipt/1.png')
  expect([picture.status, picture.type]).toEqual([200, 'image/png'])
  expect((await ask('/receipt/9.png')).status).toBe(404)
})

test('the printer has knobs, and none that do not exist', async () => {
  expect(JSON.parse((await ask('/printer', { paper: 'out' })).text).printer.paper).toBe('out')
  expect((await ask('/printer', { paper: 'blue' })).status).toBe(400)
  expect((await ask('/printer', { paper: 'ok' })).status).toBe(200)
})

test('knobs of the services are handed on', async () => {
  expect((await ask('/promotions/fault', { kind: 'delay', ms: 5 })).status).toBe(200)
  expect((await ask('/promotions/fault', { kind: 'none' })).status).toBe(200)
  expect((await ask('/coupons/nothing', {})).status).toBe(400)
  expect(JSON.parse((await ask('/promotions/state')).text).violations).toEqual([])
})

test('a pulled cable is said to be out', async () => {
  const out = await ask('/cable', { device: 'scanner', in: false })
  expect(JSON.parse(out.text).scanner).toBe(false)
  expect((await ask('/scan', { code: '1' })).status).toBe(409)
  expect(JSON.parse((await ask('/cable', { device: 'scanner', in: true })).text).scanner).toBe(true)
})

test('a page of another origin is turned away', async () => {
  const { port } = new URL(control.url)
  expect(await statusWith({ origin: 'https://example.com' }, port)).toBe(403)
  expect(await statusWith({ host: 'till.example.com' }, port)).toBe(403)
  expect(await statusWith({ origin: `http://127.0.0.1:${port}` }, port)).toBe(200)
  expect((await ask('/')).text).toBe('tray')
})

function statusWith(headers: Readonly<Record<string, string>>, port: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', path: '/state', headers }
    httpRequest(options, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

/** Opens the terminal's end of a cable and reads so many bytes of it. */
async function atEnd(
  name: string,
  work: (read: (bytes: number) => Promise<string>) => Promise<string>,
): Promise<string> {
  const port = new SerialPort({ path: join(folder, name), baudRate: 9600, autoOpen: false })
  await new Promise<void>((resolve, reject) => port.open((e) => (e ? reject(e) : resolve())))
  let heard = ''
  port.on('data', (bytes: Buffer) => (heard += bytes.toString()))
  try {
    return await work(async (bytes) => {
      while (heard.length < bytes) await new Promise((resolve) => port.once('data', resolve))
      return heard
    })
  } finally {
    await new Promise<void>((resolve) => port.close(() => resolve()))
  }
}
