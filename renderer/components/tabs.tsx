import { useRef, type KeyboardEvent, type ReactNode } from 'react'

/** One tab. */
export type Tab = { readonly id: string; readonly label: string }

type TabsProps = {
  readonly name: string
  readonly tabs: readonly Tab[]
  readonly chosen: string
  /** Id of the panel they change. */
  readonly panel: string
  readonly onChoose: (id: string) => void
}

const STEP: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

/** A row of tabs: one tab stop, arrows move and choose. */
export function Tabs(props: TabsProps): ReactNode {
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent): void => {
    const step = STEP[event.key]
    if (step === undefined) return
    const at = props.tabs.findIndex((tab) => tab.id === props.chosen)
    const next = props.tabs[(at + step + props.tabs.length) % props.tabs.length]
    if (!next) return
    event.preventDefault()
    props.onChoose(next.id)
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.id)}"]`)?.focus()
  }
  return (
    <div ref={list} role="tablist" aria-label={props.name} className="tabs" onKeyDown={move}>
      {props.tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          data-tab={tab.id}
          className="tab"
          aria-selected={tab.id === props.chosen}
          aria-controls={props.panel}
          tabIndex={tab.id === props.chosen ? 0 : -1}
          onClick={() => props.onChoose(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  )
}
