import type { ReactNode } from 'react'
import { ScanBarcode } from 'lucide-react'
import { hasValidCheckDigit } from '../../../shared/barcode/gtin'
import type { ScanReport } from '../../../shared/ipc/contract'
import { enDevices, enSymbologies } from '../../text/en-devices'
import { useScans } from './use-scans'

/** Lengths of the numbers on packs, the only ones that end in a check digit by themselves. */
const GTIN_LENGTHS: ReadonlySet<number> = new Set([8, 12, 13, 14])

/** Scan anything: it is shown here and nowhere else. */
export function TestArea(): ReactNode {
  const scans = useScans()
  const [last, ...earlier] = scans
  return (
    <>
      <div className="device-area">
        <ScanBarcode size={30} strokeWidth={1.9} aria-hidden />
        <div>
          <strong>{enDevices.scanAnything}</strong>
          <span>{enDevices.scanAnythingHelp}</span>
        </div>
      </div>
      <dl className="device-facts" aria-live="polite">
        <dt>{enDevices.lastScan}</dt>
        <dd className="num">{last ? <ScanWords scan={last} /> : enDevices.noScan}</dd>
        {last === undefined ? null : (
          <>
            <dt>{enDevices.speed}</dt>
            <dd className="num">{enDevices.speedWords(String(last.tookMs))}</dd>
          </>
        )}
        {earlier.length === 0 ? null : (
          <>
            <dt>{enDevices.earlier}</dt>
            <dd className="num">{earlier.map((scan) => scan.code).join(', ')}</dd>
          </>
        )}
      </dl>
    </>
  )
}

function ScanWords({ scan }: { readonly scan: ScanReport }): ReactNode {
  return (
    <>
      {scan.code}
      <span>{enDevices.scanned(symbologyWords(scan), checkWords(scan.code))}</span>
    </>
  )
}

function symbologyWords({ symbology }: ScanReport): string {
  if (symbology === null) return enDevices.symbologyUnknown
  return enSymbologies[symbology] ?? symbology
}

function checkWords(code: string): string {
  if (!/^\d+$/.test(code) || !GTIN_LENGTHS.has(code.length)) return enDevices.noCheck
  return hasValidCheckDigit(code) ? enDevices.checkRight : enDevices.checkWrong
}
