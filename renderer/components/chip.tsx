import type { ReactNode } from 'react'
import { Check, type LucideIcon } from 'lucide-react'
import { classes } from './classes'

/** How a chip of the strip stands: as it should, coming back, failed, cut off; `plain` has no state. */
export type ChipState = 'ready' | 'attention' | 'failed' | 'offline' | 'plain'

type ChipProps = {
  readonly icon: LucideIcon
  readonly label: string
  /** The whole state in words. */
  readonly name: string
  readonly state: ChipState
  readonly count?: number
  readonly onPress: () => void
}

/** One state of the terminal in the strip: grey with a tick, or filled, bordered and in words. */
export function Chip(props: ChipProps): ReactNode {
  const Icon = props.icon
  return (
    <button
      type="button"
      className={classes('chip', `chip-${props.state}`)}
      aria-label={props.name}
      onClick={props.onPress}
    >
      <span className="chip-shape">
        <Icon size={17} strokeWidth={1.9} aria-hidden />
        <span>{props.label}</span>
        {props.state === 'ready' ? <Check size={18} strokeWidth={1.9} aria-hidden /> : null}
        {props.count === undefined ? null : <span className="chip-count num">{props.count}</span>}
      </span>
    </button>
  )
}
