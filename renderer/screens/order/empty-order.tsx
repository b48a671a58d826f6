import type { ReactNode } from 'react'
import { ScanBarcode } from 'lucide-react'
import { en } from '../../text/en'

/** Nothing on the order yet. */
export function EmptyOrder(): ReactNode {
  return (
    <div className="order-empty">
      <ScanBarcode size={60} strokeWidth={2} aria-hidden />
      <p className="order-empty-first">{en.scanFirst}</p>
      <p>{en.orPick}</p>
    </div>
  )
}
