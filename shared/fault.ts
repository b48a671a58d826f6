/** When trying again can help: at once, after a wait, or never without a person. */
export type FaultRetry = 'now' | 'later' | 'never'

/** A failure of the outside world (device, disk, network, file), thrown and caught where it can be answered. */
export class Fault extends Error {
  override readonly name = 'Fault'

  /**
   * @param code    kebab-case, stable; sentences are looked up by it
   * @param detail  for the log and the owed list; holds no secret and no phone number
   */
  constructor(
    readonly code: string,
    readonly retry: FaultRetry,
    detail: string,
    options?: { readonly cause?: unknown },
  ) {
    super(detail, options)
  }
}
