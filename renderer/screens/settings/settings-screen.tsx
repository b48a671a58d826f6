import type { ReactNode } from 'react'
import type { Action } from '../../actions/action'
import { useActions } from '../../actions/keyboard-context'
import { backToOrder } from '../../actions/order'
import type { SettingsProblem } from '../../../shared/settings'
import { Note } from '../../components/note'
import { useTerminal } from '../../stores/view'
import { enSettings } from '../../text/en-settings'
import { ActionButton } from '../parts/action-button'
import { PanelTitle } from '../parts/panel-title'
import { CatalogCard } from './catalog-card'
import {
  AboutCard,
  CouponsCard,
  DisplayCard,
  PrinterCard,
  PromotionsCard,
  ScannersCard,
  SparePrinterCard,
  TerminalCard,
} from './section-cards'
import { SecretsNote } from './secrets-note'

const ACTIONS: readonly Action[] = [backToOrder]

/** What this terminal was set up with, and what has to be put right. Keys and PINs are never shown. */
export function SettingsScreen(): ReactNode {
  const problems = useTerminal((terminal) => terminal.problems)
  const journal = useTerminal((terminal) => terminal.journal)
  useActions(ACTIONS)
  return (
    <div className="full settings fade-in">
      <div className="devices-head">
        <PanelTitle text={enSettings.settings} />
        <p>{enSettings.settingsHelp}</p>
        <ActionButton action={backToOrder} size="row" />
      </div>
      <div className="settings-notes">
        {journal === null ? null : (
          <Note tone="error" first={enSettings.journalCode(journal.code)} second={journal.detail} />
        )}
        {problems.length === 0 ? (
          <Note tone="success" first={enSettings.allRight} />
        ) : (
          problems.map((problem) => <Problem key={problem.key} problem={problem} />)
        )}
        <SecretsNote />
      </div>
      <div className="settings-cards">
        <TerminalCard />
        <PromotionsCard />
        <CouponsCard />
        <ScannersCard />
        <PrinterCard />
        <SparePrinterCard />
        <DisplayCard />
        <CatalogCard />
        <AboutCard />
      </div>
    </div>
  )
}

function Problem({ problem }: { readonly problem: SettingsProblem }): ReactNode {
  const second = problem.stops ? enSettings.stops : enSettings.goesOn
  return (
    <Note tone={problem.stops ? 'error' : 'warning'} first={problem.sentence} second={second} />
  )
}
