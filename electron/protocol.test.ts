import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerRequest, CONTENT_SECURITY_POLICY, readFileTable, type FileTable } from './protocol'

let folder: string
let table: FileTable

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pages-'))
  const pages = join(folder, 'renderer')
  mkdirSync(join(pages, 'assets'), { recursive: true })
  for (const name of ['index.html', 'main.js', 'assets/inter.woff2', 'notes.txt', '.env'])
    writeFileSync(join(pages, name), name)
  writeFileSync(join(folder, 'secret.html'), 'secret')
  table = readFileTable(pages)
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Every form in which a page might try to leave the folder or reach what is not meant for it. */
const OUTSIDE = ['secret.html', 'notes.txt', '.env', 'renderer/main.js', 'etc/passwd'].flatMap(
  (file) => [
    `/../${file}`,
    `/../../${file}`,
    `/..%2f${file}`,
    `/..%2F..%2f${file}`,
    `/%2e%2e/${file}`,
    `/%2e%2e%2f${file}`,
    `/..%5c${file}`,
    `/..\\${file}`,
    `/%252e%252e%252f${file}`,
    `/..%c0%af${file}`,
    `/${file}%00`,
    `/${file}%00.html`,
    `//${file}`,
    `//evil/share/${file}`,
    `/\\\\evil\\share\\${file}`,
    `/C:/${file}`,
    `/assets/../../${file}`,
    `/./${file}`,
  ],
)

describe('our pages', () => {
  it('are served by their exact path, with their type', () => {
    expect(answerRequest(table, 'GET', 'app://till/')).toMatchObject({
      status: 200,
      file: join(folder, 'renderer', 'index.html'),
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
    })
    expect(answerRequest(table, 'GET', 'app://till/assets/inter.woff2')).toMatchObject({
      status: 200,
      headers: { 'Content-Type': 'font/woff2' },
    })
  })

  it.each(OUTSIDE)('do not lead to %s', (path) => {
    const answer = answerRequest(table, 'GET', `app://till${path}`)
    expect(answer.file).toBeNull()
    expect([403, 404]).toContain(answer.status)
  })

  it.each([
    '/MAIN.JS',
    '/%6dain.js',
    '/main.js/',
    '/main.js%20',
    '/main.js?x=1',
    '/assets',
    '/assets/',
  ])('are not found as %s', (path) => {
    expect(answerRequest(table, 'GET', `app://till${path}`).status).toBe(404)
  })

  it.each([
    'app://evil/main.js',
    'app://till@evil/main.js',
    'https://till/main.js',
    'file:///main.js',
  ])('are not served to %s', (address) => {
    expect(answerRequest(table, 'GET', address).status).toBe(403)
  })

  it('of one window are not served to another', () => {
    const isCustomers = (address: string) => address.startsWith('app://customer/')
    expect(answerRequest(table, 'GET', 'app://customer/', isCustomers).status).toBe(200)
    expect(answerRequest(table, 'GET', 'app://till/', isCustomers).status).toBe(403)
    expect(answerRequest(table, 'GET', 'app://customer/').status).toBe(403)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('take no %s', (method) => {
    expect(answerRequest(table, method, 'app://till/main.js').status).toBe(403)
  })

  it('carry the policy on every answer, refusals too', () => {
    for (const address of ['app://till/', 'app://till/nowhere', 'app://evil/'])
      expect(answerRequest(table, 'GET', address).headers).toMatchObject({
        'Content-Security-Policy': CONTENT_SECURITY_POLICY,
        'X-Content-Type-Options': 'nosniff',
      })
  })

  it('allow nothing from outside and no script in the page', () => {
    expect(CONTENT_SECURITY_POLICY).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; require-trusted-types-for 'script'",
    )
  })
})
