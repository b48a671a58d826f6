import { useEffect, useRef, type ReactNode } from 'react'
import { unreachable } from '../../../shared/assert'
import { closePetzPage, openPetzPage, showPage, tryPetzPage } from '../../actions/wallet-page'
import { classes } from '../../components/classes'
import { Note } from '../../components/note'
import { useViewStore } from '../../stores/view'
import { en } from '../../text/en'
import { ActionButton } from '../parts/action-button'

/**
 * The room of our own list. The coupon service's page is laid over it by the main process and follows its
 * size; keyboard and screen reader always have the list.
 */
export function PetzPageRoom({ children }: { readonly children: ReactNode }): ReactNode {
  const isShown = useViewStore((state) => state.walletPage === 'shown')
  const room = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isShown || room.current === null) return
    const watch = new ResizeObserver(showPage)
    watch.observe(room.current)
    return () => watch.disconnect()
  }, [isShown])
  return (
    <div
      ref={room}
      className={classes('wallet-room', isShown && 'wallet-room-page')}
      data-wallet-list
    >
      {children}
    </div>
  )
}

/** Opens the page, closes it, or says that it could not be had and offers another try. */
export function PetzPageButton(): ReactNode {
  const status = useViewStore((state) => state.walletPage)
  switch (status) {
    case 'closed':
      return <ActionButton action={openPetzPage} size="row" />
    case 'loading':
    case 'shown':
      return <ActionButton action={closePetzPage} size="row" />
    case 'own-list':
      return null
    default:
      return unreachable(status)
  }
}

/** Says that our own list has to do. */
export function OwnListNote(): ReactNode {
  const isOwn = useViewStore((state) => state.walletPage === 'own-list')
  if (!isOwn) return null
  return (
    <Note tone="info" first={en.ownList}>
      <ActionButton action={tryPetzPage} size="row" />
    </Note>
  )
}
