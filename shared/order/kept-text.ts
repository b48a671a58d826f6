import { maskCardNumbers } from '../barcode/card-number'
import { hasValidCheckDigit } from '../barcode/gtin'

/** Ten to fifteen digits as people write a telephone number, not part of a longer number, word or date. */
const PHONE = /(?<![\w.-])(?:\+|\()?\d(?:[ ().\u00a0/-]{0,2}\d){9,14}(?![\w-])/g

const MAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu

/**
 * A text that somebody typed or a provider sent, as it may be kept: card numbers and telephone numbers keep
 * their last four digits, addresses of electronic mail their domain. Article numbers stay, for they are goods.
 */
export function keptText(text: string): string {
  return maskCardNumbers(text)
    .replace(PHONE, (written) => {
      const digits = written.replace(/\D/g, '')
      return hasValidCheckDigit(written) ? written : `•••-${digits.slice(-4)}`
    })
    .replace(MAIL, (address) => `•••${address.slice(address.indexOf('@'))}`)
}
