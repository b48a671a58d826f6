import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { classes } from '../../components/classes'

/** One column of a tray's list. */
export type TrayColumn = {
  readonly id: string
  readonly title: string
  readonly isNumber?: boolean
  readonly className?: string
}

/** One row: its id, its whole content in words, and a cell per column. */
export type TrayRow = {
  readonly id: string
  readonly cells: readonly ReactNode[]
}

type TrayTableProps = {
  readonly name: string
  readonly columns: readonly TrayColumn[]
  readonly rows: readonly TrayRow[]
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
}

const STEP: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowUp: (at) => Math.max(at - 1, 0),
  ArrowDown: (at, last) => Math.min(at + 1, last),
  Home: () => 0,
  End: (_, last) => last,
}

/** The list of a tray: one tab stop, arrows choose, a touch chooses. */
export function TrayTable(props: TrayTableProps): ReactNode {
  const body = useRef<HTMLTableSectionElement>(null)
  const move = (event: KeyboardEvent): void => {
    const step = STEP[event.key]
    if (step === undefined || event.ctrlKey) return
    const at = props.rows.findIndex((row) => row.id === props.chosen)
    const next = props.rows[step(at, props.rows.length - 1)]
    if (!next) return
    event.preventDefault()
    props.onChoose(next.id)
    body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(next.id)}"]`)?.focus()
  }
  return (
    <table role="grid" aria-label={props.name} className="tray-table" onKeyDown={move}>
      <colgroup>
        {props.columns.map((column) => (
          <col key={column.id} className={column.className} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th key={column.id} scope="col" className={classes(column.isNumber && 'num-cell')}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {props.rows.map((row) => (
          <tr
            key={row.id}
            data-row={row.id}
            aria-selected={row.id === props.chosen}
            tabIndex={row.id === props.chosen ? 0 : -1}
            onClick={() => props.onChoose(row.id)}
          >
            {row.cells.map((cell, index) => (
              <td
                key={props.columns[index]?.id ?? index}
                className={classes(props.columns[index]?.isNumber && 'num num-cell')}
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
