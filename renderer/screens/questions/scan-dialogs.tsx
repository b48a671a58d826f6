import type { ReactNode } from 'react'
import type { ScanReport } from '../../../shared/ipc/contract'
import { situationNow } from '../../actions/action'
import { useActions } from '../../actions/keyboard-context'
import { chooseScanned, closeQuestion, goBackAndAdd, stayInPayment } from '../../actions/questions'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { en } from '../../text/en'
import { priceWords } from '../parts/item-grid'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'

type ScanDialogProps = { readonly scan: ScanReport }

const CHOICE_ACTIONS = [closeQuestion]

/** Several products have the scanned barcode: one button each. */
export function ItemChoiceDialog({ scan }: ScanDialogProps): ReactNode {
  useActions(CHOICE_ACTIONS, 'dialog')
  const format = useFormat()
  return (
    <Dialog
      title={en.severalProducts(scan.items.length)}
      detail={en.severalProductsHelp(scan.code)}
    >
      <div className="dialog-buttons">
        {scan.items.map((item, index) => (
          <Button
            key={item.sku}
            label={en.tileName(item.name, priceWords(item, format))}
            className="button-spread"
            firstFocus={index === 0}
            onPress={() => {
              const situation = situationNow()
              if (situation !== null) chooseScanned(item, situation)
            }}
          >
            <span className="cut">{item.name}</span>
            <span className="num">{priceWords(item, format)}</span>
          </Button>
        ))}
        <ActionButton action={closeQuestion} tone="plain" />
      </div>
    </Dialog>
  )
}

const PAYMENT_ACTIONS = [goBackAndAdd, stayInPayment]

/** A scan came while paying: nothing is added silently. */
export function PaymentScanDialog({ scan }: ScanDialogProps): ReactNode {
  useActions(PAYMENT_ACTIONS, 'dialog')
  const [item] = scan.items
  return (
    <Dialog
      title={item === undefined ? en.goBackAndApply : en.goBackAndAdd(item.name)}
      detail={en.goBackHelp}
    >
      <div className="dialog-buttons-side">
        <ActionButton action={stayInPayment} firstFocus />
        <ActionButton action={goBackAndAdd} tone="forward" />
      </div>
    </Dialog>
  )
}
