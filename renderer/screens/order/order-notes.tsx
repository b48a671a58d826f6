import { memo, type ReactNode } from 'react'
import type { Note as NoteData } from '../../../shared/order/order'
import { readNotice } from '../../actions/health'
import { dismissNote } from '../../actions/lines'
import { Button } from '../../components/button'
import { Note } from '../../components/note'
import { useDraftStore } from '../../stores/draft'
import { noticeRestart, useTerminal, useTill, useViewStore } from '../../stores/view'
import { en } from '../../text/en'
import { enCrash } from '../../text/en-health'
import { enOffline } from '../../text/en-offline'
import { noteSentences } from '../../text/sentences'
import { GiveUnverified, useOfferFor } from '../parts/give-unverified'
import { useFormat } from '../parts/use-format'
import { offlineSince } from '../parts/chips'

/** Notes shown at once, newest first; the others follow as these are dealt with. */
const NOTES_SHOWN = 2

/** What the cashier must have read, between the lines and the totals. */
export const OrderNotes = memo(function OrderNotes(): ReactNode {
  const notes = useTill((view) => view.order.notes)
  const tried = useDraftStore((draft) => (draft.screen === 'promotions' ? draft.triedCode : null))
  const shown = notes.filter((note) => !isAbout(note, tried))
  return (
    <div className="order-notes">
      <DiskNote />
      <OfflineNote />
      <RestartNote />
      <StartedAgainNote />
      {[...shown]
        .reverse()
        .slice(0, NOTES_SHOWN)
        .map((note) => (
          <OrderNote key={note.id} note={note} />
        ))}
    </div>
  )
})

/** Where something may be given after all, that is the one thing to press; the note goes with it, or at Pay. */
function OrderNote({ note }: { readonly note: NoteData }): ReactNode {
  const format = useFormat()
  const offer = useOfferFor(note)
  const { first, second } = noteSentences(note, format)
  return (
    <Note tone={note.tone} first={first} second={offer === null ? second : enOffline.mayGive}>
      {offer === null ? (
        <Button label={en.gotIt} size="row" tone="plain" onPress={() => dismissNote(note.id)} />
      ) : (
        <GiveUnverified note={note} />
      )}
    </Note>
  )
}

/** The Promotions panel says the outcome of the code it has just tried; the order need not repeat it. */
function isAbout(note: NoteData, code: string | null): boolean {
  return code !== null && note.values['code'] === code
}

/** It is known before a sale cannot be saved, and goes by itself once there is room. */
function DiskNote(): ReactNode {
  const isNearlyFull = useTerminal((terminal) => terminal.diskNearlyFull)
  if (!isNearlyFull) return null
  return <Note tone="warning" first={en.diskNearlyFull} second={en.diskNearlyFullHelp} />
}

/** Devices that were started anew are ready again; only a paper may have been lost. */
function RestartNote(): ReactNode {
  const format = useFormat()
  const at = useViewStore((state) => state.devicesRestartedAt)
  if (at === null) return null
  const [first, second] = [en.devicesRestarted(format.time(at)), en.devicesRestartedHelp]
  return (
    <Note tone="warning" first={first} second={second}>
      <Button label={en.gotIt} size="row" tone="plain" onPress={() => noticeRestart(null)} />
    </Note>
  )
}

/** The screen or the whole program was started again; what was saved is there. */
function StartedAgainNote(): ReactNode {
  const format = useFormat()
  const notice = useTerminal((terminal) => terminal.notice)
  if (notice === null) return null
  const tone = notice.code === 'program-restarted-check' ? 'warning' : 'info'
  const first = enCrash.notice[notice.code](format.time(notice.at))
  return (
    <Note tone={tone} first={first} second={enCrash.noticeHelp[notice.code]}>
      <Button label={en.gotIt} size="row" tone="plain" onPress={readNotice} />
    </Note>
  )
}

/** Selling goes on without the line; only an empty moment shows it, the strip shows it always. */
function OfflineNote(): ReactNode {
  const format = useFormat()
  const since = useViewStore((state) => offlineSince(state.services))
  if (since === null) return null
  return <Note tone="offline" first={en.offlineSince(format.time(since))} second={en.offlineHelp} />
}
