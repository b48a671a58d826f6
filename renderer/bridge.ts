import type { Calls, News, Reply, TillBridge } from '../shared/ipc/contract'

declare global {
  interface Window {
    /** Put there by the preload; read only in this file. */
    readonly till: TillBridge
  }
}

/** Asks the main process. Never rejects: reasons and failures come back as data. */
export function ask<Name extends keyof Calls>(
  name: Name,
  value: Parameters<Calls[Name]>[0],
): Promise<Reply<Name>> {
  return window.till.ask(name, value)
}

/** Hears one kind of news until the answered function is called. */
export function listen<Name extends keyof News>(
  name: Name,
  heard: (news: News[Name]) => void,
): () => void {
  return window.till.listen(name, heard)
}
