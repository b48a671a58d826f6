/*
 * Servers with certificates that are good and bad, and a client process that trusts their authority: trust is
 * read once at the start of a process, so the client under test runs in one of its own. The keys beside this
 * file are for these tests and for nothing else.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SecureVersion } from 'node:tls'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import type { HttpOutcome } from '../../../electron/providers/http'

const HERE = join(import.meta.dirname, 'tls')
const ROOT = join(import.meta.dirname, '..', '..', '..')

/** A server over TLS. */
export type TlsServer = {
  readonly url: string
  /** Bodies that reached it. */
  readonly heard: string[]
  close(): Promise<void>
}

/**
 * Starts a server.
 * @param certificate  the name of a certificate beside this file
 * @param newest       the newest version it speaks
 */
export async function tlsServer(certificate: string, newest?: SecureVersion): Promise<TlsServer> {
  const heard: string[] = []
  const old = newest === undefined ? {} : { minVersion: 'TLSv1' as const, maxVersion: newest }
  const server = createServer(
    {
      key: readFileSync(join(HERE, 'server-key.pem')),
      cert: readFileSync(join(HERE, `${certificate}.pem`)),
      ...(newest === undefined ? {} : { ...old, ciphers: 'DEFAULT@SECLEVEL=0' }),
    },
    (request, response) => {
      let body = ''
      request.on('data', (piece: Buffer) => (body += piece.toString()))
      request.on('end', () => {
        heard.push(body)
        response.end('{}')
      })
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`,
    heard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/**
 * Posts to each address from a process of its own that trusts the authority beside this file, and that is told
 * from outside to speak old TLS too.
 * @param env  what else its environment holds
 */
export async function postFromOutside(
  urls: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, HttpOutcome>>> {
  const folder = mkdtempSync(join(tmpdir(), 'till-tls-'))
  const file = join(folder, 'client.mjs')
  const contents = `
    import { createHttp } from './electron/providers/http'
    const http = createHttp()
    const told = {}
    for (const [name, url] of Object.entries(JSON.parse(process.argv[2] ?? '{}'))) {
      told[name] = await http.post({ url, headers: {}, body: 'SECRET-ORDER', deadlineMs: 8000 })
    }
    process.stdout.write(JSON.stringify(told), () => process.exit(0))
  `
  try {
    const bundled = { bundle: true, platform: 'node', format: 'esm', outfile: file } as const
    await build({ stdin: { contents, resolveDir: ROOT, loader: 'js' }, ...bundled })
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--tls-min-v1.0', '--tls-cipher-list=DEFAULT@SECLEVEL=0', file, JSON.stringify(urls)],
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: join(HERE, 'ca.pem'), ...env } },
    )
    return JSON.parse(stdout) as Record<string, HttpOutcome>
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
