import { useEffect, useRef, type ReactNode } from 'react'
import { OctagonX } from 'lucide-react'
import { always, type Action } from '../../actions/action'
import { makeSupportFile } from '../../actions/health'
import { useActions } from '../../actions/keyboard-context'
import { useDraftStore } from '../../stores/draft'
import { enCrash, enHealth } from '../../text/en-health'
import { sizeText } from '../../text/health-spans'
import { ActionButton } from '../parts/action-button'

/** Loads the window anew: it gets the whole order from the journal. */
const showOrder: Action = {
  name: 'show-order',
  label: enCrash.showOrder,
  key: 'F9',
  refusal: always,
  run: () => window.location.reload(),
}

const ACTIONS: readonly Action[] = [showOrder, makeSupportFile]

/** So often in ten minutes, and showing the order again will not help. */
const TIMES_MANY = 3

/** The window could not be drawn. It says that the order is safe, and how to go on; nothing technical. */
export function CrashScreen({ times }: { readonly times: number }): ReactNode {
  const title = useRef<HTMLHeadingElement>(null)
  const refused = useDraftStore((draft) => draft.refused)
  useActions(ACTIONS, 'dialog')
  useEffect(() => title.current?.focus(), [])
  return (
    <main className="crash">
      <section className="crash-card" role="alertdialog" aria-labelledby="crash-title">
        <div className="crash-head">
          <OctagonX size={44} strokeWidth={1.9} className="error-ink" aria-hidden />
          <div>
            <h1 id="crash-title" ref={title} tabIndex={-1}>
              {enCrash.title}
            </h1>
            <p className="crash-safe">{enCrash.safe}</p>
          </div>
        </div>
        <p>{times >= TIMES_MANY ? enCrash.again : enCrash.what}</p>
        <div role="status">
          <Work />
          {refused === null ? null : <p>{refused}</p>}
        </div>
        <div className="crash-buttons">
          <ActionButton action={makeSupportFile} size="bar" />
          <ActionButton action={showOrder} size="bar" tone="forward" />
        </div>
      </section>
    </main>
  )
}

function Work(): ReactNode {
  const work = useDraftStore((draft) => draft.support)
  if (work?.kind !== 'bundle') return null
  if (work.status === 'working') return <p>{enHealth.working.bundle}</p>
  const { path, bytes } = work.made
  return (
    <p className="crash-file">
      {enHealth.bundleDone(sizeText(bytes))} {enHealth.bundleHelp(path)}
    </p>
  )
}
