/** Reports kept. */
export const RING_REPORTS_MAX = 32

/** Bytes kept of each: reports of scanners have 64. */
const REPORT_BYTES_MAX = 128

/** The last reports of a device, for support. */
export class ReportRing {
  #reports: readonly string[] = []

  /** Keeps one report; the oldest makes room. */
  add(report: Uint8Array): void {
    const kept = report.subarray(0, REPORT_BYTES_MAX)
    const hex = Array.from(kept, (byte) => byte.toString(16).padStart(2, '0')).join('')
    this.#reports = [...this.#reports, hex].slice(-RING_REPORTS_MAX)
  }

  /** Hexadecimal, oldest first. */
  reports(): readonly string[] {
    return this.#reports
  }

  /** Forgets them: another device is there. */
  clear(): void {
    this.#reports = []
  }
}
