import { contextBridge, ipcRenderer } from 'electron'
import { CUSTOMER_NEWS } from '../shared/ipc/customer'

/*
 * The customer's window hears one piece of news and can ask nothing: there is no way back from it into the
 * main process. What was told before the page began to listen is kept for it.
 */
const hearers = new Set<(view: unknown) => void>()
let newest: unknown = null

ipcRenderer.on(CUSTOMER_NEWS, (_event, view: unknown) => {
  newest = view
  for (const hear of [...hearers]) hear(view)
})

contextBridge.exposeInMainWorld('customer', {
  listen(heard: (view: unknown) => void): () => void {
    hearers.add(heard)
    if (newest !== null) heard(newest)
    return () => {
      hearers.delete(heard)
    }
  },
})
