import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ReceiptText } from 'lucide-react'
import type { SaleRow } from '../../../shared/ipc/contract'
import {
  findSale,
  isNumber,
  openSaleOf,
  salesNumbered,
  typedSale,
  withoutReceipt,
} from '../../actions/returns'
import { Button } from '../../components/button'
import { Note } from '../../components/note'
import { typeInto, useDraftStore } from '../../stores/draft'
import { enReturn } from '../../text/en-return'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'

/** Which sale is it? By a scan of its receipt, by its code, or by the number of its order. */
export function FindSale(): ReactNode {
  const field = useRef<HTMLInputElement>(null)
  const text = useDraftStore((draft) => draft.fields['return-find'] ?? '')
  useEffect(() => field.current?.focus(), [])
  return (
    <>
      <div className="return-scan">
        <ReceiptText size={44} strokeWidth={1.6} aria-hidden />
        <p className="return-scan-first">{enReturn.findSale}</p>
        <p>{enReturn.findSaleHelp}</p>
      </div>
      <div className="return-find">
        <label className="field grow">
          <span className="spoken">{enReturn.numberOrCode}</span>
          <input
            ref={field}
            data-field="return-find"
            placeholder={enReturn.numberOrCode}
            aria-describedby="return-find-help"
            autoComplete="off"
            spellCheck={false}
            maxLength={64}
            value={text}
            onChange={(event) => typeInto('return-find', event.target.value)}
          />
        </label>
        <span data-find-sale>
          <ActionButton action={findSale} tone="forward" />
        </span>
      </div>
      <p id="return-find-help" className="second">
        {enReturn.numberHelp}
      </p>
      <Matches />
      <span className="grow" />
      <ActionButton action={withoutReceipt} className="return-other" />
    </>
  )
}

/** The sales with the number that is typed: it comes again, so the day and the sum tell them apart. */
function Matches(): ReactNode {
  const format = useFormat()
  const typed = useDraftStore(typedSale)
  const found = useMatches(isNumber(typed) ? Number(typed) : null)
  if (found === null) return null
  if (found.length === 0) {
    const number = format.orderNumber(Number(typed))
    return (
      <Note
        tone="info"
        className="return-none"
        first={enReturn.noMatch(number)}
        second={enReturn.noMatchHelp}
      />
    )
  }
  return (
    <ul className="return-matches" aria-label={enReturn.matches}>
      {found.map((row) => {
        const day = `${format.day(row.at)} ${format.time(row.at)}`
        const total = format.amount(row.total)
        const number = format.orderNumber(row.number)
        return (
          <li key={row.ref}>
            <Button
              label={enReturn.match(number, day, total)}
              className="return-match"
              onPress={() => void openSaleOf(row.ref)}
            >
              <strong className="num">{number}</strong>
              <span className="num">{day}</span>
              <span className="grow cut">{row.first ?? ''}</span>
              <strong className="num">{total}</strong>
            </Button>
          </li>
        )
      })}
    </ul>
  )
}

/** Asks as the number is typed; only the answer to the newest counts. Null while nothing is asked. */
function useMatches(number: number | null): readonly SaleRow[] | null {
  const [found, setFound] = useState<readonly SaleRow[] | null>(null)
  useEffect(() => {
    setFound(null)
    if (number === null) return undefined
    let isWanted = true
    void salesNumbered(number).then((rows) => {
      if (isWanted) setFound(rows)
    })
    return () => {
      isWanted = false
    }
  }, [number])
  return found
}
