import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SandboxReply } from './http'

/** The files of the tray page by their path, as they are answered. */
export type TrayFiles = ReadonlyMap<string, SandboxReply>

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const FILES = [
  { path: '/', name: 'index.html', contentType: 'text/html; charset=utf-8' },
  { path: '/tray.js', name: 'tray.js', contentType: 'text/javascript; charset=utf-8' },
  { path: '/tray.css', name: 'tray.css', contentType: 'text/css; charset=utf-8' },
]

/** Reads the built tray page; empty where it was not built. */
export async function readTrayFiles(folder: string): Promise<TrayFiles> {
  const files = new Map<string, SandboxReply>()
  for (const { path, name, contentType } of FILES) {
    const bytes = await readFile(join(folder, name)).catch(() => null)
    if (bytes === null) return new Map()
    const headers = { 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff' }
    files.set(path, { kind: 'file', bytes, contentType, headers })
  }
  return files
}
