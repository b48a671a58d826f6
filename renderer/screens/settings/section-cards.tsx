import { useId, type ReactNode } from 'react'
import { money } from '../../../shared/money'
import { unreachable } from '../../../shared/assert'
import type {
  HidConnection,
  PrinterConnection,
  PrinterSettings,
  ScannerSettings,
  UsbIdentity,
} from '../../../shared/device-settings'
import { useTerminal } from '../../stores/view'
import { enSettings } from '../../text/en-settings'
import { useFormat } from '../parts/use-format'

type Facts = readonly (readonly [name: string, value: string])[]

type CardProps = {
  readonly title: string
  /** Names and values; null where the section is not set up. */
  readonly facts: Facts | null
  readonly children?: ReactNode
}

/** One section of the settings. */
export function Card({ title, facts, children }: CardProps): ReactNode {
  const id = useId()
  return (
    <section className="settings-card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {facts === null ? (
        <p>{enSettings.notSetUp}</p>
      ) : (
        <dl className="device-facts">
          {facts.map(([name, value]) => (
            <Fact key={name} name={name} value={value} />
          ))}
        </dl>
      )}
      {children}
    </section>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

/** The terminal, its shop and its money rules. */
export function TerminalCard(): ReactNode {
  const format = useFormat()
  const terminal = useTerminal((view) => view.settings.terminal)
  return (
    <Card
      title={enSettings.terminal}
      facts={[
        [enSettings.name, terminal.name],
        [enSettings.store, terminal.store],
        [enSettings.register, terminal.registerRef],
        [enSettings.currency, terminal.currency],
        [enSettings.locale, terminal.locale],
        [
          enSettings.prices,
          terminal.pricesIncludeTax ? enSettings.pricesWithTax : enSettings.pricesWithoutTax,
        ],
        [
          enSettings.cashRounding,
          terminal.cashRounding <= 1
            ? enSettings.noRounding
            : format.amount(money(terminal.cashRounding)),
        ],
        [
          enSettings.managerPin,
          terminal.managerPin === null ? enSettings.pinMissing : enSettings.keySet,
        ],
      ]}
    />
  )
}

/** The promotions provider. */
export function PromotionsCard(): ReactNode {
  const format = useFormat()
  const promotions = useTerminal((view) => view.settings.promotions)
  return (
    <Card
      title={enSettings.promotions}
      facts={
        promotions && [
          [enSettings.provider, promotions.provider],
          [enSettings.address, promotions.url],
          [enSettings.key, promotions.apiKey === '' ? enSettings.keyMissing : enSettings.keySet],
          [enSettings.restaurant, promotions.restaurantExternalId],
          [enSettings.timeout, enSettings.milliseconds(format.count(promotions.timeoutMs))],
        ]
      }
    />
  )
}

/** The coupon service. */
export function CouponsCard(): ReactNode {
  const format = useFormat()
  const coupons = useTerminal((view) => view.settings.coupons)
  return (
    <Card
      title={enSettings.coupons}
      facts={
        coupons && [
          [enSettings.provider, coupons.provider],
          [enSettings.address, coupons.baseUrl],
          [enSettings.key, coupons.accountKey === '' ? enSettings.keyMissing : enSettings.keySet],
          [enSettings.device, coupons.deviceRef],
          [enSettings.timeout, enSettings.milliseconds(format.count(coupons.timeoutMs))],
        ]
      }
    />
  )
}

/** The scanners. */
export function ScannersCard(): ReactNode {
  const scanners = useTerminal((view) => view.settings.scanners)
  return (
    <Card
      title={enSettings.scanners}
      facts={
        scanners.length === 0
          ? null
          : scanners.map((scanner, index) => [
              enSettings.scanner(String(index + 1)),
              scannerWords(scanner),
            ])
      }
    />
  )
}

/** The receipt printer. */
export function PrinterCard(): ReactNode {
  const printer = useTerminal((view) => view.settings.printer)
  return <Card title={enSettings.printer} facts={printer && printerFacts(printer)} />
}

/** The printer that takes over; no card where there is none. */
export function SparePrinterCard(): ReactNode {
  const printer = useTerminal((view) => view.settings.sparePrinter)
  return printer && <Card title={enSettings.sparePrinter} facts={printerFacts(printer)} />
}

/** What the customer sees; no card where there is none. */
export function DisplayCard(): ReactNode {
  const { window, pole } = useTerminal((view) => view.settings.display)
  if (!window && pole === null) return null
  return (
    <Card
      title={enSettings.display}
      facts={[
        [enSettings.displayWindow, window ? enSettings.yes : enSettings.no],
        ...(pole === null ? [] : [[enSettings.pole, connectionWords(pole.connection)] as const]),
      ]}
    />
  )
}

function printerFacts(printer: PrinterSettings): Facts {
  return [
    [enSettings.connection, connectionWords(printer.connection)],
    [enSettings.model, printer.model],
    [enSettings.columns, String(printer.columns)],
    [enSettings.cutter, printer.cutter ? enSettings.yes : enSettings.no],
    [enSettings.drawer, printer.drawer ? enSettings.yes : enSettings.no],
  ]
}

/** This program and where it keeps things. */
export function AboutCard(): ReactNode {
  const version = useTerminal((view) => view.version)
  const folder = useTerminal((view) => view.dataFolder)
  const isSandbox = useTerminal((view) => view.sandbox)
  const journal = useTerminal((view) => view.journal)
  return (
    <Card
      title={enSettings.about}
      facts={[
        [enSettings.version, version],
        [enSettings.world, isSandbox ? enSettings.sandboxOn : enSettings.sandboxOff],
        [enSettings.folder, folder],
        [enSettings.journal, journal === null ? enSettings.journalFine : journal.detail],
      ]}
    />
  )
}

function scannerWords(scanner: ScannerSettings): string {
  return scanner.transport === 'keyboard' ? enSettings.keyboardScanner : connectionWords(scanner)
}

function connectionWords(connection: PrinterConnection | HidConnection): string {
  switch (connection.transport) {
    case 'serial':
      return enSettings.serial(
        connection.path === '' ? identityWords(connection.device) : connection.path,
        String(connection.baudRate),
      )
    case 'file':
      return enSettings.deviceFile(connection.path)
    case 'tcp':
      return enSettings.network(connection.host, String(connection.port))
    case 'hid':
      return enSettings.hid(identityWords(connection.device))
    default:
      return unreachable(connection)
  }
}

/** "05e0:1300, serial number 1234". */
function identityWords(device: UsbIdentity | null): string {
  if (device === null) return enSettings.firstFound
  const { vendorId, productId, serialNumber } = device
  const ids = `${vendorId ?? '*'}:${productId ?? '*'}`
  return serialNumber === null ? ids : enSettings.serialNumber(ids, serialNumber)
}
