import type { ReactNode } from 'react'
import { Check, CirclePlus, Minus, type LucideIcon } from 'lucide-react'
import { applyAgain } from '../../actions/discounts'
import { askAboutScan } from '../../actions/coupons'
import { refreshCustomer } from '../../actions/customer'
import { useKeyboard } from '../../actions/keyboard-context'
import { runCommand } from '../../actions/run'
import { reportProduct } from '../../actions/why'
import { openCustomer, openWallet } from '../../actions/window'
import { Button } from '../../components/button'
import { enCoupons } from '../../text/en-coupons'
import { enWhy } from '../../text/en-why'
import { useFormat } from '../parts/use-format'
import type { WhyHelp, WhyRow } from './why-row'

/** Which of the three groups. */
export type WhyKind = 'applied' | 'nearly' | 'not'

const SIGN: Readonly<Record<WhyKind, LucideIcon>> = {
  applied: Check,
  nearly: CirclePlus,
  not: Minus,
}

type WhyGroupProps = {
  readonly kind: WhyKind
  readonly title: string
  readonly detail: string
  readonly rows: readonly WhyRow[]
}

/** One group of reasons; nothing where it has none. */
export function WhyGroup({ kind, title, detail, rows }: WhyGroupProps): ReactNode {
  if (rows.length === 0) return null
  return (
    <>
      <div className="discnt-heading why-heading">
        <h3>{title}</h3>
        <span className="second">{detail}</span>
      </div>
      <ul className="why-list" data-kind={kind} aria-label={title}>
        {rows.map((row) => (
          <Row key={row.id} kind={kind} row={row} />
        ))}
      </ul>
    </>
  )
}

function Row({ kind, row }: { readonly kind: WhyKind; readonly row: WhyRow }): ReactNode {
  const Sign = SIGN[kind]
  return (
    <li className="why-row" data-tone={row.tone}>
      <Sign className="why-sign" size={24} strokeWidth={1.9} aria-hidden />
      <div className="why-words">
        <p className="why-name">{row.name}</p>
        <p className="why-first">{row.first}</p>
        {row.second === null ? null : <p className="why-second">{row.second}</p>}
      </div>
      {row.amount === null ? null : <Sum kind={kind} amount={row.amount} />}
      {row.help === null ? null : <Help help={row.help} name={row.name} />}
    </li>
  )
}

function Sum({
  kind,
  amount,
}: {
  readonly kind: WhyKind
  readonly amount: NonNullable<WhyRow['amount']>
}): ReactNode {
  const format = useFormat()
  return kind === 'applied' ? (
    <span className="num why-sum">{format.off(amount)}</span>
  ) : (
    <span className="why-saves">
      {enWhy.savesLabel} <span className="num why-sum">{format.amount(amount)}</span>
    </span>
  )
}

const LABELS: Readonly<Record<WhyHelp['kind'], string>> = {
  'add-customer': enWhy.addCustomer,
  'change-number': enWhy.changeNumber,
  refresh: enWhy.refresh,
  wallet: enWhy.showWallet,
  'try-code': enWhy.tryAgain,
  remove: enWhy.remove,
  'ask-manager': enCoupons.askManager,
  report: enWhy.report,
}

function Help({ help, name }: { readonly help: WhyHelp; readonly name: string }): ReactNode {
  const keyboard = useKeyboard()
  const press = (): void => {
    switch (help.kind) {
      case 'add-customer':
      case 'change-number':
        return keyboard.press(openCustomer)
      case 'refresh':
        return keyboard.press(refreshCustomer)
      case 'wallet':
        return keyboard.press(openWallet)
      case 'try-code':
        return void applyAgain(help.code)
      case 'remove':
        return void runCommand({ type: 'RemoveUnresolvedScan', scanId: help.scanId })
      case 'ask-manager':
        return askAboutScan(help.scanId)
      case 'report':
        return reportProduct(help.lineId)
    }
  }
  const label = LABELS[help.kind]
  return <Button label={label} name={`${label}: ${name}`} size="row" onPress={press} />
}
