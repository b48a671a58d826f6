/*
 * Pictures of the journeys, for a person to look at: in out/pictures, one folder to a subject.
 */
import type { Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where the picture of that name is kept. */
export function pathOf(subject: string, name: string): string {
  const folder = join('out', 'pictures', subject)
  mkdirSync(folder, { recursive: true })
  return join(folder, `${name}.png`)
}

/** Keeps the window by day and by night, and leaves it by day. */
export async function keepBoth(page: Page, subject: string, name: string): Promise<void> {
  await page.screenshot({ path: pathOf(subject, name) })
  await turn(page, 'dark')
  await page.screenshot({ path: pathOf(subject, `${name}-dark`) })
  await turn(page, 'light')
}

function turn(page: Page, theme: 'light' | 'dark'): Promise<void> {
  return page.evaluate((name) => {
    document.documentElement.dataset['theme'] = name
  }, theme)
}
