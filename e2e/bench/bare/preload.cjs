const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('bare', {
  onRow: (heard) => ipcRenderer.on('row', (_event, text) => heard(text)),
})
