import { BrowserWindow, ipcMain } from 'electron'
import { UNKNOWN_CALL, type Calls, type News } from '../shared/ipc/contract'
import {
  answerer,
  callGate,
  fewTold,
  unknownAnswerer,
  type Call,
  type CallListeners,
} from './calls'
import { isOurs } from './origin'

/** The main process's side of the bridge. */
export type Ipc = {
  /** Answers one kind of question from now on. */
  handle<Name extends keyof Calls>(name: Name, call: Call<Name>): void
  /** Tells every window of ours. */
  push<Name extends keyof News>(name: Name, news: News[Name]): void
}

/** Opens the bridge: the only place that touches `ipcMain`, so no question gets past the checks of calls.ts. */
export function openIpc({ onRefused, onBug }: CallListeners): Ipc {
  const listeners = { onRefused: fewTold(onRefused, () => performance.now()), onBug }
  const admit = callGate(() => performance.now())
  const refuseUnknown = unknownAnswerer(admit, listeners.onRefused)
  ipcMain.handle(UNKNOWN_CALL, (event) => refuseUnknown(event.senderFrame))
  return {
    handle(name, call) {
      const answer = answerer(name, call, admit, listeners)
      ipcMain.handle(name, (event, input: unknown) => answer(event.senderFrame, input))
    },

    push(name, news) {
      for (const window of BrowserWindow.getAllWindows()) {
        // The frame of a page that has died is gone: to ask it for its address would stop the program.
        if (window.isDestroyed() || window.webContents.isCrashed()) continue
        if (!isOurs(window.webContents.getURL())) continue
        window.webContents.send(name, news)
      }
    },
  }
}
