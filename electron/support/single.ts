import { Fault } from '../../shared/fault'

/** Work that is done once at a time: whoever asks for the same meanwhile gets the same answer. */
export class Single<T> {
  #running: { readonly key: string; readonly work: Promise<T> } | null = null

  /** @throws Fault  'support-busy': it is being done for another `key` */
  async run(key: string, work: () => Promise<T>): Promise<T> {
    const running = this.#running
    if (running !== null) {
      if (running.key !== key) throw new Fault('support-busy', 'now', '')
      return running.work
    }
    const begun = work().finally(() => {
      this.#running = null
    })
    this.#running = { key, work: begun }
    return begun
  }
}
