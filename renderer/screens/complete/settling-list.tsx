import { useMemo, type ReactNode } from 'react'
import { Archive, Check, Clock, OctagonX, TriangleAlert, type LucideIcon } from 'lucide-react'
import { askGiveBack, printAgain, saySeenOnPaper } from '../../actions/complete'
import { useKeyboard } from '../../actions/keyboard-context'
import { Button } from '../../components/button'
import { useTill, useViewStore } from '../../stores/view'
import { enComplete } from '../../text/en-complete'
import { useFormat } from '../parts/use-format'
import { settlingRows, waitingForLine, type SettlingRow } from './settling-rows'
import { settlingWords } from './settling-words'

const TONE: Readonly<Record<SettlingRow['state'], string>> = {
  done: 'done',
  sending: 'sending',
  'hand-needed': 'hand',
  'needs-manager': 'manager',
}

const SIGN: Readonly<Record<SettlingRow['state'], LucideIcon>> = {
  done: Check,
  sending: Clock,
  'hand-needed': TriangleAlert,
  'needs-manager': OctagonX,
}

/** What the world still has to confirm about this sale. Nothing here holds the next order back. */
export function SettlingList(): ReactNode {
  const order = useTill((view) => view.order)
  const rows = useMemo(() => settlingRows(order), [order])
  const isOffline = useViewStore((state) =>
    state.services.some((one) => one.service === 'network' && one.status === 'not-answering'),
  )
  const waiting = waitingForLine(rows)
  return (
    <div className="complete-rows">
      <ul aria-label={enComplete.settling}>
        {rows.map((row) => (
          <Row key={row.id} row={row} orderId={order.id} />
        ))}
      </ul>
      {isOffline && waiting > 0 ? (
        <p className="complete-foot">{enComplete.waitingForLine(waiting)}</p>
      ) : null}
    </div>
  )
}

type RowProps = { readonly row: SettlingRow; readonly orderId: string }

function Row({ row, orderId }: RowProps): ReactNode {
  const format = useFormat()
  const words = settlingWords(row, format)
  const isOpenDrawer = row.what.kind === 'drawer' && row.state === 'done'
  const Sign = isOpenDrawer ? Archive : SIGN[row.state]
  return (
    <li className="complete-row" data-tone={isOpenDrawer ? 'hand' : TONE[row.state]}>
      <Sign size={22} strokeWidth={1.9} aria-hidden />
      <div className="complete-row-text">
        <span>{words.first}</span>
        {words.second === null ? null : <small>{words.second}</small>}
      </div>
      {words.aside === null ? null : <span className="num complete-row-aside">{words.aside}</span>}
      <RowButton row={row} orderId={orderId} />
    </li>
  )
}

function RowButton({ row, orderId }: RowProps): ReactNode {
  const keyboard = useKeyboard()
  const { what } = row
  if (what.kind === 'receipt' && row.state === 'hand-needed') {
    const label = what.mayHavePrinted ? enComplete.printCopy : enComplete.printWhenReady
    const print = <Button label={label} size="row" onPress={() => keyboard.press(printAgain)} />
    if (!what.mayHavePrinted) return print
    return (
      <>
        <Button
          label={enComplete.itPrinted}
          size="row"
          onPress={() => saySeenOnPaper(orderId, row.id)}
        />
        {print}
      </>
    )
  }
  if (what.kind === 'promotion' && row.canGiveBack) {
    return (
      <Button
        label={enComplete.giveCodeBack}
        name={enComplete.giveCodeBackOf(what.name)}
        size="row"
        onPress={() => askGiveBack(orderId, what.promotionId)}
      />
    )
  }
  return null
}
