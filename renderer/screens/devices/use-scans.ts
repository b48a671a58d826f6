import { useEffect, useState } from 'react'
import type { ScanReport } from '../../../shared/ipc/contract'
import { useDraftStore } from '../../stores/draft'

/** Scans kept. */
const SCANS_MAX = 4

/** The scans that arrived since this part of the screen was opened, newest first. */
export function useScans(): readonly ScanReport[] {
  const newest = useDraftStore((draft) => draft.lastScan)
  const [openedAt] = useState(() => newest?.number ?? 0)
  const [scans, setScans] = useState<readonly ScanReport[]>([])
  useEffect(() => {
    if (newest === null || newest.number <= openedAt) return
    setScans((before) =>
      before[0]?.number === newest.number ? before : [newest, ...before].slice(0, SCANS_MAX),
    )
  }, [newest, openedAt])
  return scans
}
