import iconv from 'iconv-lite'
import { SerialPort } from 'serialport'
import { Cd5220Parser, type PoleCommand } from './cd5220-parser'

/** Commands kept for a test to look at; older ones are forgotten. */
const COMMANDS_MAX = 10_000

/** A pole display without a pole: plays the device at the far end of a serial cable. */
export class VirtualPole {
  /** Everything it was told since the cable was plugged in, oldest first. */
  readonly commands: PoleCommand[] = []
  readonly #port: SerialPort
  #parser: Cd5220Parser
  readonly #page: string
  readonly #watchers = new Set<() => void>()

  private constructor(port: SerialPort, page: string) {
    this.#port = port
    this.#page = page
    this.#parser = this.#makeParser()
    port.on('error', () => undefined)
    port.on('data', (bytes: Buffer) => {
      this.#parser.take(bytes)
      for (const tell of [...this.#watchers]) tell()
    })
  }

  /**
   * Opens the device's end of a cable, `PtyPair.devicePath`.
   * @param page  the code page it is set to, as its switches are
   */
  static async open(path: string, page: 'cp437' | 'cp858' = 'cp437'): Promise<VirtualPole> {
    const port = new SerialPort({ path, baudRate: 9600, autoOpen: false, hupcl: false })
    await new Promise<void>((resolve, reject) => {
      port.open((error) => (error ? reject(error) : resolve()))
    })
    return new VirtualPole(port, page)
  }

  /** The two lines as a customer reads them, without the spaces at their ends. */
  get lines(): readonly [string, string] {
    const [upper, lower] = this.#parser.screen.lines
    return [this.#read(upper), this.#read(lower)]
  }

  /** Goes off and on again: it forgets everything, and nobody on the cable notices. */
  powerCycle(): void {
    this.#parser = this.#makeParser()
  }

  /** Calls back whenever something was told; call the answer to stop. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed)
    return () => this.#watchers.delete(changed)
  }

  /** Leaves the cable. */
  async close(): Promise<void> {
    if (!this.#port.isOpen) return
    await new Promise<void>((resolve) => this.#port.close(() => resolve()))
  }

  #makeParser(): Cd5220Parser {
    return new Cd5220Parser((command) => {
      this.commands.push(command)
      if (this.commands.length > COMMANDS_MAX) this.commands.shift()
    })
  }

  #read(bytes: Uint8Array): string {
    return iconv.decode(Buffer.from(bytes), this.#page).trimEnd()
  }
}
