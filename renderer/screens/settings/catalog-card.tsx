import type { ReactNode } from 'react'
import { useTerminal } from '../../stores/view'
import { enSettings } from '../../text/en-settings'
import { useFormat } from '../parts/use-format'
import { Card } from './section-cards'

/** Rows listed by their line number; the rest is counted. */
const ROWS_MAX = 12

/** What became of the catalog file: how much is loaded, which rows were left out and why. */
export function CatalogCard(): ReactNode {
  const format = useFormat()
  const file = useTerminal((view) => view.settings.catalog?.file ?? null)
  const { loaded, skipped, warnings, loading, expected } = useTerminal((view) => view.catalog)
  const count = format.count(loaded)
  return (
    <Card
      title={enSettings.catalog}
      facts={[
        [enSettings.file, file ?? enSettings.noFile],
        [
          enSettings.products,
          loading ? enSettings.loading(count, format.count(expected)) : enSettings.loaded(count),
        ],
      ]}
    >
      <Rows
        title={enSettings.skipped(skipped.length, format.count(skipped.length))}
        rows={skipped}
      />
      <Rows
        title={enSettings.warnings(warnings.length, format.count(warnings.length))}
        rows={warnings}
      />
    </Card>
  )
}

type RowsProps = {
  readonly title: string
  readonly rows: readonly { readonly line: number; readonly reason: string }[]
}

function Rows({ title, rows }: RowsProps): ReactNode {
  const format = useFormat()
  if (rows.length === 0) return null
  const more = rows.length - ROWS_MAX
  return (
    <ul className="settings-skipped" aria-label={title}>
      <li>
        <strong>{title}</strong>
      </li>
      {rows.slice(0, ROWS_MAX).map((row) => (
        <li key={`${row.line} ${row.reason}`}>
          {enSettings.row(format.count(row.line), row.reason)}
        </li>
      ))}
      {more > 0 ? <li>{enSettings.more(format.count(more))}</li> : null}
    </ul>
  )
}
