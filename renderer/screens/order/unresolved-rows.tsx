import { memo, useEffect, useState, type ReactNode } from 'react'
import { TriangleAlert } from 'lucide-react'
import type { UnresolvedScan } from '../../../shared/order/order'
import { couponName } from '../../../shared/promotions/manufacturer-coupon'
import { findProduct, removeUnknown } from '../../actions/lines'
import { keyShortcut } from '../../actions/action'
import { runCommand } from '../../actions/run'
import { askAboutCoupon } from '../../actions/coupons'
import { Button } from '../../components/button'
import { classes } from '../../components/classes'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import { enCoupons } from '../../text/en-coupons'
import { useFormat } from '../parts/use-format'
import { unresolvedWords } from '../../text/unresolved-words'

/** Rows shown at once; the rest is counted. */
const ROWS_SHOWN = 2

/** Scans nobody could place, newest first, above the totals; each is dealt with on purpose. */
export const UnresolvedRows = memo(function UnresolvedRows(): ReactNode {
  const scans = useTill((view) => view.order.unresolved)
  if (scans.length === 0) return null
  const newest = [...scans].reverse()
  const more = newest.length - ROWS_SHOWN
  return (
    <ul className="unresolved">
      {newest.slice(0, ROWS_SHOWN).map((scan) => (
        <UnresolvedRow key={scan.id} scan={scan} />
      ))}
      {more > 0 ? <li className="unresolved-more">{en.moreUnknown(more)}</li> : null}
    </ul>
  )
})

function UnresolvedRow({ scan }: { readonly scan: UnresolvedScan }): ReactNode {
  const words = unresolvedWords(scan, useFormat())
  return (
    <li className="unresolved-row" data-unresolved={scan.id}>
      <TriangleAlert size={24} strokeWidth={1.9} aria-hidden />
      <div className="grow">
        <p className={classes('unresolved-first', !scan.coupon && 'cut')} title={scan.code}>
          {words.first}
        </p>
        <p className={classes('unresolved-second', !scan.coupon && 'cut')}>{words.second}</p>
      </div>
      {scan.coupon?.why?.outcome === 'needs-manager' ? (
        <Button
          label={enCoupons.askManager}
          name={enCoupons.askManagerFor(couponName(scan.code))}
          size="row"
          tone="warn"
          onPress={() => askAboutCoupon(scan)}
        />
      ) : null}
      {scan.reason === 'manufacturer-coupon' ? null : (
        <Button
          label={en.findProduct}
          name={en.findProductFor(scan.code)}
          size="row"
          tone="warn"
          onPress={() => findProduct(scan)}
        />
      )}
      <RemoveTwice scan={scan} />
    </li>
  )
}

/** How long the second press is waited for. */
const SURE_MS = 4000

/** Takes two presses, so that no slip of the finger lets goods out unpaid. */
function RemoveTwice({ scan }: { readonly scan: UnresolvedScan }): ReactNode {
  const [isAsking, setAsking] = useState(false)
  useEffect(() => {
    if (!isAsking) return undefined
    const timer = window.setTimeout(() => setAsking(false), SURE_MS)
    return () => window.clearTimeout(timer)
  }, [isAsking])
  const press = (): void => {
    if (isAsking) void runCommand({ type: 'RemoveUnresolvedScan', scanId: scan.id })
    else setAsking(true)
  }
  return (
    <Button
      label={isAsking ? en.removeSure : en.remove}
      name={
        scan.coupon ? enCoupons.removeCoupon(couponName(scan.code)) : en.removeUnknown(scan.code)
      }
      shortcut={keyShortcut(removeUnknown.key ?? '')}
      size="row"
      tone="warn"
      onPress={press}
    />
  )
}
