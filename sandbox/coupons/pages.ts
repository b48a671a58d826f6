/*
 * The pages a person sees: the wallet, and the last step of opening an account.
 */
import { createHmac } from 'node:crypto'
import { HEADERS, JSON_TYPE } from '../../electron/providers/coupons/wire/endpoints'
import { writeTime } from '../../electron/providers/coupons/wire/formats'
import { write } from '../../electron/providers/coupons/wire/shape'
import { empty, type SandboxReply, type SandboxRequest } from '../http'
import type { Box } from './box'
import { walletOf } from './orders'
import type { Account } from './state'

/**
 * The wallet page.
 * @param frameDenied  refuses to be shown inside another page
 */
export function walletPage(box: Box, path: string, frameDenied: boolean): SandboxReply {
  const wallet = box.state.walletPages.get(path.slice('/wallet/'.length))
  if (!wallet) return empty(404)
  if (wallet.expiresAt <= box.now()) return html(410, 'Wallet', '<p>This address has run out.</p>')
  const coupons = walletOf(box, wallet.consumerId).map(
    ({ coupon }) =>
      `<li><h2>${escape(coupon.title)}</h2><p>${escape(coupon.details)}</p>` +
      `<p>Valid until ${coupon.expiresOn}</p><p>${coupon.upcs.join(' ')}</p></li>`,
  )
  const list = coupons.length > 0 ? `<ul>${coupons.join('')}</ul>` : '<p>No coupons saved.</p>'
  return html(200, 'Wallet', list, frameDenied ? { 'X-Frame-Options': 'DENY' } : {})
}

/** The page on which a store user finishes opening an account; its button activates. */
export async function joinPage(
  box: Box,
  request: SandboxRequest,
  partnerKey: string,
): Promise<SandboxReply> {
  const token = request.path.slice('/join/'.length)
  const account = [...box.state.accounts.values()].find((known) => known.token === token)
  if (!account) return empty(404)
  if (request.method === 'POST') {
    await activate(box, account, partnerKey)
    return html(200, 'Account', '<p>The account is active. You may close this page.</p>')
  }
  const form = '<form method="post"><button>Finish</button></form>'
  return html(200, 'Account', `<p>${escape(account.accountRef)}</p>${form}`)
}

/** Makes an account active and tells the register's back end, if it gave a loopback address for that. */
export async function activate(box: Box, account: Account, partnerKey: string): Promise<void> {
  box.state.accounts.set(account.accountRef, { ...account, status: 'active' })
  if (account.callbackUrl === null || !/^http:\/\/127\.0\.0\.1[:/]/.test(account.callbackUrl))
    return
  const notice = write(box.dictionary.notice, {
    noticeId: `n-${account.token}`,
    event: 'account.activated',
    accountRef: account.accountRef,
    occurredAt: writeTime(box.now()),
  })
  const body = JSON.stringify(notice)
  const signature = `sha256=${createHmac('sha256', partnerKey).update(body).digest('hex')}`
  const headers = { [HEADERS.contentType]: JSON_TYPE, [HEADERS.signature]: signature }
  // The notice is a courtesy: whoever missed it asks for the account again.
  await fetch(account.callbackUrl, { method: 'POST', headers, body }).catch(() => null)
}

function html(
  status: number,
  title: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): SandboxReply {
  const page =
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>` +
    `<style>body{font:16px/1.5 sans-serif;margin:1rem}h2{font-size:1rem;margin:0}` +
    `ul{list-style:none;padding:0}li{border-bottom:1px solid #ccc;padding:.5rem 0}p{margin:0}</style>` +
    `<h1>${title}</h1>${body}</html>`
  return { kind: 'reply', status, body: page, contentType: 'text/html; charset=utf-8', headers }
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
