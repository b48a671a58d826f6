import {
  BrowserView,
  WebContentsView,
  type BrowserWindow,
  type Rectangle,
  type WebContents,
  type WebPreferences,
} from 'electron'

/** A page inside our window that is not ours; it is made unseen, shown at a place, and destroyed. */
export type EmbeddedView = {
  readonly contents: WebContents
  /** Shows it there; in the window's own pixels. */
  place(bounds: Rectangle): void
  /** Takes it out of the window and ends its page. */
  destroy(): void
}

/** Makes a view in a window: the kind that this Electron has. */
export function makeEmbeddedView(
  window: BrowserWindow,
  webPreferences: WebPreferences,
): EmbeddedView {
  return isNewKind() ? newView(window, webPreferences) : oldView(window, webPreferences)
}

/** Electron 30 and newer. */
function isNewKind(): boolean {
  return typeof WebContentsView === 'function'
}

function newView(window: BrowserWindow, webPreferences: WebPreferences): EmbeddedView {
  const view = new WebContentsView({ webPreferences })
  let isIn = false
  return {
    contents: view.webContents,
    place: (bounds) => {
      view.setBounds(bounds)
      if (!isIn) window.contentView.addChildView(view)
      isIn = true
    },
    destroy: () => {
      if (isIn && !window.isDestroyed()) window.contentView.removeChildView(view)
      end(view.webContents)
    },
  }
}

function oldView(window: BrowserWindow, webPreferences: WebPreferences): EmbeddedView {
  const view = new BrowserView({ webPreferences })
  let isIn = false
  return {
    contents: view.webContents,
    place: (bounds) => {
      if (!isIn) window.addBrowserView(view)
      isIn = true
      view.setBounds(bounds)
    },
    destroy: () => {
      if (isIn && !window.isDestroyed()) window.removeBrowserView(view)
      end(view.webContents)
    },
  }
}

/** A page that would like to be asked before it goes is not asked. */
function end(contents: WebContents | undefined): void {
  if (contents !== undefined && !contents.isDestroyed()) contents.close()
}
