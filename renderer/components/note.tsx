import type { ReactNode } from 'react'
import { Check, Info, OctagonX, TriangleAlert, type LucideIcon } from 'lucide-react'
import { classes } from './classes'
import { SignalOff } from './icons'

/** What a note means; each tone has its own sign besides its colour. */
export type Tone = 'info' | 'success' | 'warning' | 'error' | 'offline'

const SIGN: Readonly<Record<Tone, LucideIcon>> = {
  info: Info,
  success: Check,
  warning: TriangleAlert,
  error: OctagonX,
  offline: SignalOff,
}

type NoteProps = {
  readonly tone: Tone
  readonly first: string
  /** What to do next. */
  readonly second?: string | null
  readonly icon?: ReactNode
  /** A large amount at the right. */
  readonly amount?: string | null
  readonly id?: string
  readonly className?: string
  /** Buttons. */
  readonly children?: ReactNode
}

/** Something that matters, said in two lines; it stays until it is dealt with. */
export function Note(props: NoteProps): ReactNode {
  const Sign = SIGN[props.tone]
  return (
    <div id={props.id} className={classes('note', `note-${props.tone}`, props.className)}>
      {props.icon ?? <Sign className="note-sign" size={28} strokeWidth={1.9} aria-hidden />}
      <div className="grow">
        <p className="note-first">{props.first}</p>
        {props.second ? <p className="note-second">{props.second}</p> : null}
      </div>
      {props.amount ? <span className="note-amount num">{props.amount}</span> : null}
      {props.children}
    </div>
  )
}
