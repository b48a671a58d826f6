import { useEffect, useMemo, type ReactNode } from 'react'
import { Check, ChevronRight, Lock } from 'lucide-react'
import type { Action } from '../../actions/action'
import { approvalOf, approve, notNow } from '../../actions/approval'
import { useActions } from '../../actions/keyboard-context'
import { Dialog } from '../../components/dialog'
import { Note } from '../../components/note'
import {
  choose,
  typeInto,
  useChosen,
  useDraftStore,
  useField,
  type Approval,
} from '../../stores/draft'
import { useTill, useViewStore } from '../../stores/view'
import { enApproval } from '../../text/en-approval'
import { ActionButton } from '../parts/action-button'
import { PinPad } from '../parts/pin-pad'
import { useFormat } from '../parts/use-format'
import { askedFor } from './asked-for'

const ACTIONS: readonly Action[] = [approve, notNow]

/** A manager's approval of one act: what it costs, why, and the PIN. The cashier stays signed in. */
export function ApprovalDialog(): ReactNode {
  const approval = useDraftStore(approvalOf)
  return approval === null ? null : <Ask approval={approval} />
}

function Ask({ approval }: { readonly approval: Approval }): ReactNode {
  const refused = useDraftStore((draft) => draft.refused)
  const cashier = useTill((view) => view.order.cashier)
  useActions(ACTIONS, 'dialog')
  useEffect(forget, [])
  return (
    <Dialog bare title={enApproval.title} className="approval" width={940}>
      <div className="approval-ask">
        <h2>{enApproval.title}</h2>
        <p>{enApproval.asks[approval.act](cashier)}</p>
        <What approval={approval} />
        <Reasons act={approval.act} />
        {approval.act === 'close-effect' ? <NoteField /> : null}
        {refused === null ? (
          <p className="approval-covers">
            <Lock size={20} strokeWidth={1.9} aria-hidden />
            {enApproval.coversOne(cashier)}
          </p>
        ) : (
          <Note tone="error" className="pay-note" first={refused} />
        )}
        <div className="approval-keys">
          <ActionButton action={notNow} />
          <ActionButton action={approve} tone="forward" />
        </div>
      </div>
      <PinPad />
    </Dialog>
  )
}

/** What is asked for, in one line and three figures. */
function What({ approval }: { readonly approval: Approval }): ReactNode {
  const format = useFormat()
  const view = useTill((all) => all)
  const rules = useViewStore((state) => state.terminal?.settings.storePromotions)
  const asked = useMemo(
    () => askedFor(approval, view, rules ?? [], format),
    [approval, view, rules, format],
  )
  return (
    <div className="approval-what">
      <strong>{asked.title}</strong>
      {asked.now === null || asked.after === null ? null : (
        <div className="approval-sums">
          <Sum label={enApproval.now} text={format.amount(asked.now)} />
          <ChevronRight size={24} strokeWidth={1.9} aria-hidden />
          <Sum label={enApproval.after} text={format.amount(asked.after)} />
          <Sum
            label={enApproval.costs}
            text={format.amount(asked.cost)}
            className="approval-cost"
          />
        </div>
      )}
    </div>
  )
}

type SumProps = { readonly label: string; readonly text: string; readonly className?: string }

function Sum({ label, text, className }: SumProps): ReactNode {
  return (
    <div className={className}>
      <span>{label}</span>
      <strong className="num">{text}</strong>
    </div>
  )
}

function Reasons({ act }: { readonly act: Approval['act'] }): ReactNode {
  const chosen = useChosen('reason')
  return (
    <fieldset className="approval-reasons">
      <legend>{enApproval.reason}</legend>
      <div>
        {enApproval.reasons[act].map((reason) => (
          <label key={reason} className="approval-reason">
            <input
              type="radio"
              name="reason"
              checked={reason === chosen}
              onChange={() => choose('reason', reason)}
            />
            {reason === chosen ? <Check size={18} strokeWidth={1.9} aria-hidden /> : null}
            {reason}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function NoteField(): ReactNode {
  const note = useField('note')
  return (
    <textarea
      className="approval-note"
      aria-label={enApproval.note}
      placeholder={enApproval.note}
      maxLength={200}
      data-field="note"
      value={note}
      onChange={(event) => typeInto('note', event.target.value)}
    />
  )
}

/** An approval begins and ends with no PIN and no reason in the window's memory. */
function forget(): () => void {
  const clear = (): void => {
    typeInto('pin', '')
    choose('reason', null)
  }
  clear()
  return clear
}
