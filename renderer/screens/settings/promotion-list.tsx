import { useEffect, type ReactNode } from 'react'
import type { PromotionRow, PromotionsView } from '../../../shared/ipc/promotions'
import type { Action } from '../../actions/action'
import { useActions } from '../../actions/keyboard-context'
import { backToOrder } from '../../actions/order'
import {
  changePromotion,
  listPromotions,
  newPromotion,
  readPromotionsAgain,
  want,
} from '../../actions/store-promotions'
import { Button } from '../../components/button'
import { Note } from '../../components/note'
import { useDraftStore } from '../../stores/draft'
import { useViewStore } from '../../stores/view'
import { enPromotionOutcomes, enStorePromotions as en } from '../../text/en-store-promotions'
import {
  placeWords,
  promotionWords,
  stateOf,
  whenWords,
  type PromotionState,
} from '../../text/promotion-words'
import { ActionButton } from '../parts/action-button'
import { PanelTitle } from '../parts/panel-title'
import { useFormat } from '../parts/use-format'
import { useNow } from '../parts/use-now'

const ACTIONS: readonly Action[] = [newPromotion, readPromotionsAgain, backToOrder]

/** How often the list looks at the clock: promotions begin and end with the minute. */
const LOOK_MS = 10_000

/** Mistakes listed by their line; the rest is counted. */
const MISTAKES_MAX = 8

/** The store's own promotions: what each does, when, beside which others, and whether it counts now. */
export function PromotionList(): ReactNode {
  const view = useViewStore((state) => state.storePromotions)
  const format = useFormat()
  useActions(ACTIONS)
  useEffect(() => void listPromotions(), [])
  return (
    <>
      <div className="devices-head">
        <PanelTitle text={en.title} />
        <p>{en.help}</p>
        <ActionButton action={newPromotion} tone="forward" size="row" />
        <ActionButton action={readPromotionsAgain} size="row" />
        <ActionButton action={backToOrder} size="row" />
      </div>
      {view === null ? null : (
        <>
          <Notes view={view} />
          <Rows view={view} />
          {view.file === null ? null : (
            <p className="second promotions-file">{en.file(view.file, format.time(view.readAt))}</p>
          )}
        </>
      )}
    </>
  )
}

function Notes({ view }: { readonly view: PromotionsView }): ReactNode {
  const outcome = useDraftStore((draft) => draft.promotionOutcome)
  const refused = useDraftStore((draft) => (draft.question === null ? draft.refused : null))
  const told = outcome === null ? null : enPromotionOutcomes[outcome]
  return (
    <div className="settings-notes" role="status">
      {refused === null ? null : <Note tone="warning" first={refused} />}
      {told === null ? null : <Note tone={outcome === 'done' ? 'success' : 'error'} {...told} />}
      {view.file === null ? <Note tone="info" first={en.noFile} second={en.noFileHelp} /> : null}
      {view.isEdited ? <Note tone="warning" first={en.edited} second={en.editedHelp} /> : null}
      <Mistakes view={view} />
    </div>
  )
}

/** What is wrong with the file, by line, and what the till goes by meanwhile. */
function Mistakes({ view }: { readonly view: PromotionsView }): ReactNode {
  const format = useFormat()
  const { mistakes } = view
  if (mistakes.length === 0) return null
  const more = mistakes.length - MISTAKES_MAX
  return (
    <>
      <Note
        tone="error"
        first={en.mistakes(mistakes.length)}
        second={view.isEarlier ? en.earlier(format.time(view.readAt)) : en.partly}
      />
      <ul className="promotion-mistakes" aria-label={en.mistakes(mistakes.length)}>
        {mistakes.slice(0, MISTAKES_MAX).map(({ line, sentence }) => (
          <li key={`${line} ${sentence}`}>{en.mistake(line, sentence)}</li>
        ))}
        {more > 0 ? <li>{en.more(more)}</li> : null}
      </ul>
    </>
  )
}

function Rows({ view }: { readonly view: PromotionsView }): ReactNode {
  const now = useNow(LOOK_MS)
  if (view.rows.length === 0) {
    return view.file === null ? null : (
      <div className="tray-empty">
        <strong>{en.none}</strong>
        <p>{en.noneHelp}</p>
      </div>
    )
  }
  return (
    <table className="promotions" aria-label={en.title}>
      <thead>
        <tr>
          <th scope="col">{en.columns.name}</th>
          <th scope="col">{en.columns.when}</th>
          <th scope="col">{en.columns.class}</th>
          <th scope="col">{en.columns.state}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row) => (
          <Row key={row.given.id} row={row} names={view.names} now={now} />
        ))}
      </tbody>
    </table>
  )
}

const TONES: Readonly<Record<PromotionState, string>> = {
  running: 'tag tag-discount',
  later: 'tag',
  over: 'tag',
  'not-now': 'tag',
  off: 'tag tag-warn',
}

type RowProps = {
  readonly row: PromotionRow
  readonly names: PromotionsView['names']
  readonly now: number
}

function Row({ row, names, now }: RowProps): ReactNode {
  const format = useFormat()
  const { given } = row
  const { id, name } = given
  const { state, words } = stateOf(row, now, format)
  const place = placeWords(given)
  const isOff = state === 'off'
  return (
    <tr data-off={isOff || undefined}>
      <th scope="row">
        <strong>{name}</strong>
        <span className="second">{promotionWords(given, names, format)}</span>
      </th>
      <td>{whenWords(given, format)}</td>
      <td>
        {given.kind === 'spend' ? en.onOrder : en.onPieces}
        {place === '' ? null : <span className="second">{place}</span>}
      </td>
      <td>
        <span className={TONES[state]}>{words}</span>
      </td>
      <td>
        <div className="promotion-keys">
          <Button
            label={en.change}
            name={en.changeOf(name)}
            size="row"
            unavailable={!row.fits}
            onPress={() => changePromotion(row)}
          />
          <Button
            label={isOff ? en.switchOn : en.switchOff}
            name={isOff ? en.switchOnOf(name) : en.switchOffOf(name)}
            size="row"
            onPress={() => want({ act: isOff ? 'switch-on' : 'switch-off', id, name })}
          />
          <Button
            label={en.remove}
            name={en.removeOf(name)}
            size="row"
            tone="danger"
            onPress={() => want({ act: 'remove', id, name })}
          />
        </div>
      </td>
    </tr>
  )
}
