import { useEffect, useState, type ReactNode } from 'react'
import { ScanBarcode } from 'lucide-react'
import { hasValidCheckDigit } from '../../../shared/barcode/gtin'
import type { ScanReport } from '../../../shared/ipc/contract'
import { useDraftStore } from '../../stores/draft'
import { enDevices } from '../../text/en-devices'

/** Scans shown below the newest one. */
const EARLIER_MAX = 3

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
      <span>
        {enDevices.scanned(scan.symbology ?? enDevices.symbologyUnknown, checkWords(scan.code))}
      </span>
    </>
  )
}

/** The newest scans that arrived while this screen is open, newest first. */
function useScans(): readonly ScanReport[] {
  const newest = useDraftStore((draft) => draft.lastScan)
  const [openedAt] = useState(() => newest?.number ?? 0)
  const [scans, setScans] = useState<readonly ScanReport[]>([])
  useEffect(() => {
    if (newest === null || newest.number <= openedAt) return
    setScans((before) =>
      before[0]?.number === newest.number ? before : [newest, ...before].slice(0, EARLIER_MAX + 1),
    )
  }, [newest, openedAt])
  return scans
}

function checkWords(code: string): string {
  if (!/^\d+$/.test(code) || !GTIN_LENGTHS.has(code.length)) return enDevices.noCheck
  return hasValidCheckDigit(code) ? enDevices.checkRight : enDevices.checkWrong
}
