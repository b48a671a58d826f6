import { addressTrouble } from '../../http'
import type { Quirks } from './quirks'

/**
 * The address of a consumer's wallet page, from the answer or from the template in the settings. Null when
 * there is none, or when it is no address a window may open.
 */
export function walletAddress(
  quirks: Quirks,
  consumerId: string,
  told: string | null,
): string | null {
  const url =
    quirks.walletUrlFrom === 'response'
      ? told
      : quirks.walletUrlTemplate.replace('{consumer}', encodeURIComponent(consumerId))
  return url === null || url.length > 2000 || addressTrouble(url) !== null ? null : url
}
