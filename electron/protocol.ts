/*
 * Our pages, served as `app://till/…` from a table of files that is made once at start: the files of the
 * built window, by their exact path. Nothing is looked up on the disk by what a page asks for, so there is no
 * path to climb out of. Every answer, also a refusal, carries the content security policy.
 */
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Protocol } from 'electron'
import { APP_SCHEME, isOurs } from './origin'

/** Path as asked for, such as `/main.js`, and the file that answers it. */
export type FileTable = ReadonlyMap<string, { readonly file: string; readonly type: string }>

/** What the answer to one request will be; `file` is null for a refusal. */
export type PageAnswer = {
  readonly status: 200 | 403 | 404
  readonly headers: Readonly<Record<string, string>>
  readonly file: string | null
}

/** The policy of every page: our own scripts, styles, fonts and pictures, and no other origin for anything. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const START_FILE = 'index.html'
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
}

/** Makes the scheme a web origin like any other. To be called before the app is ready. */
export function registerScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/**
 * Serves the files of a folder to the pages of one session. To be called once the app is ready.
 * @param isOfPages  which addresses these pages have; no other is answered
 */
export function servePages(protocol: Protocol, folder: string, isOfPages = isOurs): void {
  const table = readFileTable(folder)
  protocol.handle(APP_SCHEME, async (request) => {
    const answer = answerRequest(table, request.method, request.url, isOfPages)
    const body = answer.file === null ? null : await readFile(answer.file)
    return new Response(body, { status: answer.status, headers: answer.headers })
  })
}

/** Lists the files of a folder whose kind a page may use; others are not served. */
export function readFileTable(folder: string): FileTable {
  const table = new Map<string, { readonly file: string; readonly type: string }>()
  for (const path of walk(folder, '')) {
    const type = TYPES[extname(path)]
    if (type) table.set(path, { file: join(folder, path), type })
  }
  const start = table.get(`/${START_FILE}`)
  if (start) table.set('/', start)
  return table
}

/**
 * Decides the answer to one request. Only an exact path of the table is found: nothing is decoded, so
 * `/%6dain.js` is unknown, and a query or another host is nothing of ours.
 */
export function answerRequest(
  table: FileTable,
  method: string,
  address: string,
  isOfPages = isOurs,
): PageAnswer {
  if ((method !== 'GET' && method !== 'HEAD') || !isOfPages(address)) return refusal(403)
  const { pathname, search } = new URL(address)
  const found = search === '' ? table.get(pathname) : undefined
  if (!found) return refusal(404)
  return { status: 200, headers: headersFor(found.type), file: found.file }
}

function refusal(status: 403 | 404): PageAnswer {
  return { status, headers: headersFor('text/plain; charset=utf-8'), file: null }
}

function headersFor(type: string): Readonly<Record<string, string>> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  }
}

/** Paths begin with a slash and use slashes on every system. Node 18 cannot walk an asar by itself. */
function walk(folder: string, below: string): readonly string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = `${below}/${entry.name}`
    return entry.isDirectory() ? walk(folder, path) : [path]
  })
}
