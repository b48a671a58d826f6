/*
 * Where the keys of the providers rest. This machine has no key ring, as many tills: the offer is refused in
 * words, and nothing is written that only looks encrypted.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { button } from './counter'
import { expect, test } from './fixtures/till'
import { skipRow } from './reliability/rows'

test.use({ worldOptions: { scanner: false, printer: false } })

test('[E22] without a real key ring nothing is stored, and the cashier reads why', async ({
  till,
}) => {
  const isReal = await till.app.evaluate(({ safeStorage }) => {
    const read: unknown = Reflect.get(safeStorage, 'getSelectedStorageBackend')
    const backend: unknown = typeof read === 'function' ? Reflect.apply(read, safeStorage, []) : ''
    return /libsecret|kwallet/.test(String(backend))
  })
  if (isReal || process.platform !== 'linux') {
    skipRow({ row: 'T-28', part: 'row-22-refusal' }, 'this computer has a key ring')
    return
  }
  skipRow({ row: 'T-28', part: 'row-22-sealing' }, 'no key ring here; sealed with one in memory')
  const before = readFileSync(till.world.settingsPath)
  await till.page.getByRole('button', { name: /^Cashier/ }).click()
  await button(till.page, 'Settings').click()
  await button(till.page, 'Keep them encrypted').click()
  await expect(
    till.page.getByText('This computer has no key ring that keeps secrets.'),
  ).toBeVisible()
  expect(readFileSync(till.world.settingsPath)).toEqual(before)
  expect(existsSync(join(till.data, 'secrets.json'))).toBe(false)
  const described = JSON.stringify(await till.describe())
  const { promotions } = JSON.parse(before.toString('utf8')) as {
    readonly promotions: { readonly apiKey: string }
  }
  expect(described).not.toContain(promotions.apiKey)
})

test('[E22] a key that the settings say is stored, and is not, is asked for by name', async ({
  till,
}) => {
  const settings = JSON.parse(readFileSync(till.world.settingsPath, 'utf8')) as {
    readonly promotions: object
  }
  const own = join(till.folder, 'stored.json')
  writeFileSync(
    own,
    JSON.stringify({ ...settings, promotions: { ...settings.promotions, apiKey: 'stored' } }),
  )
  await till.restart({ settings: own })
  const { problems, secrets } = await till.describe()
  expect(problems.map(({ key }) => key)).toContain('promotions.apiKey')
  expect(secrets.stored).toEqual(['promotions.apiKey'])
})
