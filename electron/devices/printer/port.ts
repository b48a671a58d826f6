/**
 * A receipt printer and the drawer behind it, as the till knows them. "Written" is not "printed": a
 * job ends as printed only when the printer itself has said so. No call rejects, none is repeated here.
 */
export interface ReceiptPrinter {
  /**
   * Prints one receipt, made by `encodeReceipt`. One job at a time, in the order given.
   *
   * `not-printed` is certain: not one byte of the receipt left, so it may be sent again as it is.
   * `unknown` is everything between: ask the cashier, and send it again only as a copy. Paper that is
   * renewed may let the printer finish an unknown job by itself.
   * @param jobId  names the job in the log
   */
  print(jobId: string, receipt: Uint8Array): Promise<PrintOutcome>
  /**
   * Opens the drawer once. Never sent to a printer that is not ready, because it would keep the pulse
   * and open the drawer later, with nobody there. Silence is `unknown` and is not tried again.
   * @param jobId  names the reason in the log
   */
  pulse(jobId: string): Promise<PulseOutcome>
  /** Asks the printer how it is, now. */
  check(): Promise<PrinterStatus>
  /** How it was when last heard of. */
  status(): PrinterStatus
  /** Hears every change of status; call the answer to stop. */
  watch(listener: (status: PrinterStatus) => void): () => void
  /** Who it says it is, asked when it was connected; null where it cannot say or has not yet. */
  identity(): PrinterIdentity | null
  /**
   * Names the printer that belongs here. Another one on this cable prints nothing (`swapped-printer`) until
   * somebody has said that it is the right one.
   */
  expect(identity: PrinterIdentity | null): void
  /** Stops listening; the road is closed by whoever opened it. */
  close(): void
}

/** A printer in its own words. */
export type PrinterIdentity = { readonly model: string; readonly serial: string }

/** How a print job ended. */
export type PrintOutcome =
  /** `on`: which printer took it, where there is more than one. */
  | { readonly outcome: 'printed'; readonly on?: 'spare-printer'; readonly paper?: PaperDigest }
  | { readonly outcome: 'not-printed'; readonly code: PrintProblem }
  | { readonly outcome: 'unknown'; readonly code: PrintProblem; readonly paper?: PaperDigest }

/** SHA-256 of the bytes that were sent for a paper, 64 hexadecimal digits: what the journal says was printed. */
export type PaperDigest = string

/** How a drawer pulse ended; whether the drawer really moved only its own switch can tell. */
export type PulseOutcome =
  | { readonly outcome: 'pulsed' }
  | { readonly outcome: 'not-pulsed'; readonly code: PrintProblem | 'no-drawer' }
  /** `drawer-no-answer`: the pulse left, and the drawer's switch did not move. */
  | { readonly outcome: 'unknown'; readonly code: PrintProblem | 'drawer-no-answer' }

/** Why a job did not print for certain. */
export type PrintProblem =
  | PrinterTrouble
  /** The cable is out, the port is closed or the network printer cannot be reached. */
  | 'not-connected'
  /** Connected, but the printer is silent: switched off, or bytes are lost. */
  | 'no-answer'
  /** The connection cannot carry answers; somebody has to look at the paper. */
  | 'one-way'
  /** What the printer says makes no sense, so it cannot confirm anything. */
  | 'garbled-answers'
  /** Another printer than the one that belongs here is on this cable. */
  | 'swapped-printer'

/** What stops a printer, in its own words; the first that holds is shown. */
export type PrinterTrouble =
  | 'cover-open'
  | 'paper-out'
  | 'cutter-stuck'
  | 'too-hot'
  | 'printer-error'
  /** Somebody holds the feed button. */
  | 'feeding'
  /** It waits for its own button before it goes on. */
  | 'waiting'
  | 'offline'

/** How a printer is. */
export type PrinterCondition =
  PrinterTrouble | 'ready' | 'not-connected' | 'no-answer' | 'one-way' | 'swapped-printer'

/** How a printer is, with what does not stop it. */
export type PrinterStatus = {
  readonly condition: PrinterCondition
  /** The roll is near its end; `null` where the printer cannot tell. */
  readonly paperLow: boolean | null
  /** The level of the drawer's switch; which level means open is a setting of the shop. */
  readonly drawerLevel: 'high' | 'low' | null
}
