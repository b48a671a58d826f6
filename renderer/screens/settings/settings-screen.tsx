import type { ReactNode } from 'react'
import type { Action } from '../../actions/action'
import { useActions } from '../../actions/keyboard-context'
import { backToOrder } from '../../actions/order'
import type { SettingsProblem } from '../../../shared/settings'
import { openSettingsTab } from '../../actions/store-promotions'
import { Note } from '../../components/note'
import { Tabs } from '../../components/tabs'
import { useChosen, useDraftStore } from '../../stores/draft'
import { useTerminal } from '../../stores/view'
import { enSettings } from '../../text/en-settings'
import { enStorePromotions } from '../../text/en-store-promotions'
import { ActionButton } from '../parts/action-button'
import { PanelTitle } from '../parts/panel-title'
import { CatalogCard } from './catalog-card'
import { PromotionFormView } from './promotion-form-view'
import { PromotionList } from './promotion-list'
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

const TABS = [
  { id: 'terminal', label: enStorePromotions.terminalTab },
  { id: 'promotions', label: enStorePromotions.tab },
]

/** What this terminal was set up with, what has to be put right, and the store's own promotions. */
export function SettingsScreen(): ReactNode {
  const tab = useChosen('settings-tab') ?? 'terminal'
  const isForm = useDraftStore((draft) => draft.promotionForm !== null)
  if (tab === 'promotions' && isForm) return <PromotionFormView />
  return (
    <div className="full settings fade-in">
      <div className="settings-tabs">
        <Tabs
          name={enStorePromotions.tabs}
          tabs={TABS}
          chosen={tab}
          panel="settings-panel"
          onChoose={openSettingsTab}
        />
      </div>
      <div id="settings-panel" role="tabpanel">
        {tab === 'promotions' ? <PromotionList /> : <TerminalSettings />}
      </div>
    </div>
  )
}

/** Keys and PINs are never shown. */
function TerminalSettings(): ReactNode {
  const problems = useTerminal((terminal) => terminal.problems)
  const journal = useTerminal((terminal) => terminal.journal)
  useActions(ACTIONS)
  return (
    <>
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
          problems.map((problem) => <Problem key={problem.sentence} problem={problem} />)
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
    </>
  )
}

function Problem({ problem }: { readonly problem: SettingsProblem }): ReactNode {
  const second = problem.stops ? enSettings.stops : enSettings.goesOn
  return (
    <Note tone={problem.stops ? 'error' : 'warning'} first={problem.sentence} second={second} />
  )
}
