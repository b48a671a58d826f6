import type { ReactNode } from 'react'
import { useActions } from '../../actions/keyboard-context'
import { notThisSale, openSale } from '../../actions/returns'
import { Dialog } from '../../components/dialog'
import { enReturn } from '../../text/en-return'
import { ActionButton } from '../parts/action-button'

const ACTIONS = [openSale, notThisSale]

/** A receipt of this terminal was scanned or typed. */
export function OpenSaleDialog({ saleRef }: { readonly saleRef: string }): ReactNode {
  useActions(ACTIONS, 'dialog')
  return (
    <Dialog title={enReturn.openSale} detail={enReturn.openSaleHelp(saleRef)}>
      <div className="dialog-buttons-side">
        <ActionButton action={notThisSale} firstFocus />
        <ActionButton action={openSale} tone="forward" />
      </div>
    </Dialog>
  )
}
