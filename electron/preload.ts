import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { CALL_NAMES, NEWS_NAMES, UNKNOWN_CALL } from '../shared/ipc/contract'

/*
 * The only way from the page to the main process: `window.till`. Names come from two fixed lists; a page never
 * chooses a channel and never sees an Electron event.
 */
const calls = new Set<unknown>(CALL_NAMES)
const news = new Set<unknown>(NEWS_NAMES)

contextBridge.exposeInMainWorld('till', {
  ask(name: string, value: unknown): Promise<unknown> {
    if (!calls.has(name)) return ipcRenderer.invoke(UNKNOWN_CALL)
    return ipcRenderer.invoke(name, value)
  },

  listen(name: string, heard: (value: unknown) => void): () => void {
    if (!news.has(name)) return () => undefined
    const listener = (_event: IpcRendererEvent, value: unknown): void => {
      heard(value)
    }
    ipcRenderer.on(name, listener)
    return () => {
      ipcRenderer.removeListener(name, listener)
    }
  },
})
