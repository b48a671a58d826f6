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

/** A page that paints no ground of its own would let our list shine through. */
const PAPER = '#ffffff'

/** Makes a view in a window: the kind that this Electron has. */
export function makeEmbeddedView(
  window: BrowserWindow,
  webPreferences: WebPreferences,
): EmbeddedView {
  return isNewKind() ? newView(window, webPreferences) : oldView(window, webPreferences)
}

/** Electron 30 and newer. The older ones have something of the same name that takes no settings. */
function isNewKind(): boolean {
  return Number.parseInt(process.versions.electron, 10) >= 30
}

function newView(window: BrowserWindow, webPreferences: WebPreferences): EmbeddedView {
  const view = new WebContentsView({ webPreferences })
  view.setBackgroundColor(PAPER)
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

/* eslint-disable @typescript-eslint/no-deprecated -- the only kind that Electron 25 has */
function oldView(window: BrowserWindow, webPreferences: WebPreferences): EmbeddedView {
  const view = new BrowserView({ webPreferences })
  view.setBackgroundColor(PAPER)
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

/* eslint-enable @typescript-eslint/no-deprecated */

/** A page that would like to be asked before it goes is not asked. */
function end(contents: WebContents | undefined): void {
  if (contents !== undefined && !contents.isDestroyed()) contents.close()
}
