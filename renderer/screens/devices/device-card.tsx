import { useId, useMemo, type ReactNode } from 'react'
import {
  Check,
  Clock,
  Monitor,
  OctagonX,
  Printer,
  ScanBarcode,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import { acceptPrinter, openDrawerTest, printTest, testSound } from '../../actions/devices'
import type { DeviceView } from '../../../shared/ipc/contract'
import { enDevices, enDrawer, enPaper, type DeviceWords } from '../../text/en-devices'
import { deviceWords } from '../../text/device-words'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'
import { TestArea } from './test-area'
import { WaitingReceipts } from './waiting-receipts'

const SIGN: Readonly<Record<DeviceWords['tone'], LucideIcon>> = {
  ready: Check,
  warning: TriangleAlert,
  error: OctagonX,
  offline: Clock,
}

const ICON: Readonly<Record<DeviceView['kind'], LucideIcon>> = {
  scanner: ScanBarcode,
  printer: Printer,
  display: Monitor,
}

/** One device: how it is, why, what to do, and its tests. */
export function DeviceCard({ device }: { readonly device: DeviceView }): ReactNode {
  const format = useFormat()
  const title = useId()
  const words = deviceWords(device, format)
  const Icon = ICON[device.kind]
  const Sign = words.tag === enDevices.reconnecting ? Clock : SIGN[words.tone]
  return (
    <article className="device" aria-labelledby={title}>
      <div className="device-head">
        <Icon size={32} strokeWidth={1.9} aria-hidden />
        <div>
          <h2 id={title}>{device.name}</h2>
          <p>{device.connection}</p>
        </div>
        <span className="device-tag" data-tone={words.tone}>
          <Sign size={20} strokeWidth={1.9} aria-hidden />
          {words.tag}
        </span>
      </div>
      <Reason words={words} />
      {device.kind === 'scanner' ? <ScannerTests device={device} /> : null}
      {device.kind === 'printer' ? <PrinterTests device={device} words={words} /> : null}
    </article>
  )
}

function Reason({ words }: { readonly words: DeviceWords }): ReactNode {
  return (
    <>
      {words.why === null ? null : (
        <p>
          <strong>{enDevices.why}</strong> {words.why}
        </p>
      )}
      {words.doThis === null ? null : (
        <p>
          <strong>{enDevices.doThis}</strong> {words.doThis}
        </p>
      )}
    </>
  )
}

function ScannerTests({ device }: { readonly device: DeviceView }): ReactNode {
  const { raw } = device.details
  return (
    <>
      {device.status === 'ready' ? <TestArea /> : null}
      {raw === undefined || raw === '' ? null : (
        <details className="device-raw">
          <summary>{enDevices.rawReports}</summary>
          <pre tabIndex={0}>{raw}</pre>
        </details>
      )}
      <div className="device-actions">
        <ActionButton action={testSound} size="row" />
      </div>
    </>
  )
}

type PrinterTestsProps = { readonly device: DeviceView; readonly words: DeviceWords }

function PrinterTests({ device, words }: PrinterTestsProps): ReactNode {
  const { columns, drawer, paper } = device.details
  const print = useMemo(() => printTest(device, whyNotPrint(device, words)), [device, words])
  const accept = useMemo(() => acceptPrinter(device), [device])
  const open = useMemo(() => openDrawerTest(device, whyNotOpen(device, words)), [device, words])
  return (
    <>
      <dl className="device-facts">
        {columns === undefined ? null : <Fact name={enDevices.columns} value={columns} />}
        {paper === undefined ? null : (
          <Fact name={enDevices.paper} value={enPaper[paper] ?? paper} />
        )}
        {drawer === undefined ? null : (
          <Fact name={enDevices.drawer} value={enDrawer[drawer] ?? drawer} />
        )}
      </dl>
      {device.id === 'printer' ? <WaitingReceipts /> : null}
      <div className="device-actions">
        {device.code === 'swapped-printer' ? <ActionButton action={accept} size="row" /> : null}
        <ActionButton action={print} size="row" />
        <ActionButton action={open} size="row" />
      </div>
    </>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
    </>
  )
}

const PRINTS_ANYWAY: ReadonlySet<string | null> = new Set([null, 'paper-low', 'one-way'])

function whyNotPrint(device: DeviceView, words: DeviceWords): string | null {
  if (device.code === 'paper-out') return enDevices.putPaperIn
  if (device.code === 'cover-open') return enDevices.closeLid
  const isFit = device.status === 'ready' && PRINTS_ANYWAY.has(device.code)
  return isFit ? null : enDevices.notReady(words.tag)
}

function whyNotOpen(device: DeviceView, words: DeviceWords): string | null {
  if (device.details['drawer'] === 'no') return enDevices.noDrawer
  return whyNotPrint(device, words)
}
