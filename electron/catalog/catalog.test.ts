import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { CatalogItem } from '../../shared/catalog'
import { Fault } from '../../shared/fault'
import { money } from '../../shared/money'
import { Catalog } from './catalog'

const HEADER = 'sku,name,price,tax_rate,barcodes,category'
const folder = mkdtempSync(join(tmpdir(), 'catalog-'))
let files = 0

afterAll(() => {
  rmSync(folder, { recursive: true })
})

function file(text: string | Buffer): string {
  files += 1
  const path = join(folder, `${files}.csv`)
  writeFileSync(path, text)
  return path
}

async function loaded(...rows: readonly string[]): Promise<Catalog> {
  const catalog = new Catalog()
  await catalog.load(file([HEADER, ...rows].join('\n')), 2)
  return catalog
}

function skus(items: readonly CatalogItem[]): readonly string[] {
  return items.map(({ sku }) => sku)
}

test('a row becomes an item with its price, rate and barcodes', async () => {
  const catalog = new Catalog()
  const path = file(
    `${HEADER},unit,quick\nbulk-1,"Biscuits, bulk",4.50,10.25,400001102312 40000110,Dog,lb,yes\n`,
  )
  await catalog.load(path, 2)
  expect(catalog.item('bulk-1')).toEqual({
    sku: 'bulk-1',
    name: 'Biscuits, bulk',
    price: money(450),
    taxRate: 102_500,
    barcodes: ['400001102312', '40000110'],
    category: 'Dog',
    unit: 'lb',
    quick: true,
  })
})

test('an empty price and open_price both make an open price', async () => {
  const catalog = new Catalog()
  await catalog.load(file(`${HEADER},open_price\na,A,,8,,X,\nb,B,1.00,8,,X,yes\n`), 2)
  expect([catalog.item('a')?.price, catalog.item('b')?.price]).toEqual([null, null])
})

test('columns may stand in any order, and strange ones are left alone', async () => {
  const catalog = new Catalog()
  const text = 'Category,supplier,barcodes,Tax_Rate,price,name,sku\nDog,Acme,,8,1.5,Toy,t-1\n'
  const report = await catalog.load(file(text), 2)
  expect(report).toEqual({ loaded: 1, skipped: [], warnings: [] })
  expect(catalog.item('t-1')?.price).toBe(150)
})

test('a byte order mark, Windows line ends and empty lines do no harm', async () => {
  const catalog = new Catalog()
  const report = await catalog.load(file(`\uFEFF${HEADER}\r\na,A,1,8,,X\r\n\r\nb,B,x,8,,X\r\n`), 2)
  expect(report.loaded).toBe(1)
  expect(report.skipped[0]?.line).toBe(4)
})

test.each([
  ['no price, said by its line', 'bad,Bad,free,8,,X', 'price must be an amount such as 4.99'],
  ['too many decimals', 'bad,Bad,1.999,8,,X', 'price must be'],
  ['a price below zero', 'bad,Bad,-1,8,,X', 'price must be'],
  ['a price beyond money', 'bad,Bad,999999999,8,,X', 'price must be'],
  ['no tax rate', 'bad,Bad,1,,,X', 'tax_rate must be'],
  ['more tax than price', 'bad,Bad,1,101,,X', 'tax_rate must be'],
  ['no number', ',Bad,1,8,,X', 'sku must be'],
  ['no name', 'bad,,1,8,,X', 'name must be'],
  ['a number that is there already', 'good-1,Bad,1,8,,X', 'sku good-1 is there twice'],
  ['an unquoted comma', 'bad,Bad, large,1,8,,X', 'goes in "quotes"'],
  ['a quote that does not close', 'bad,"Bad,1,8,,X', 'quote'],
  ['a control character in the name', 'bad,B\u001bad,1,8,,X', 'one line'],
])('a row with %s is left out and the rest is loaded', async (_, row, reason) => {
  const catalog = await loaded('good-1,Good,1,8,,X', row, 'good-2,Good,1,8,,X')
  expect(catalog.report.loaded).toBe(2)
  expect(catalog.report.skipped).toEqual([{ line: 3, reason: expect.stringContaining(reason) }])
})

test('a quoted value over several lines is one row, also across pieces of the file', async () => {
  const many = Array.from({ length: 3000 }, (_, at) => `n-${at},Name ${at},1,8,,"X\nY"`)
  const catalog = new Catalog()
  const text = [`${HEADER},note`, ...many.map((row) => row.replace(',"X', ',X,"X'))].join('\n')
  const report = await catalog.load(file(text), 2)
  expect(report.skipped).toEqual([])
  expect(report.loaded).toBe(3000)
})

test('an unclosed quote costs its own row only, wherever it stands in a long file', async () => {
  const rows = Array.from({ length: 2000 }, (_, at) => `n-${at},Name ${at},1,8,,X`)
  for (const at of [0, 249, 250, 1234, 1999]) rows[at] = `n-${at},"Name ${at},1,8,,X`
  const catalog = await loaded(...rows)
  expect(catalog.report.loaded).toBe(1995)
  expect(catalog.report.skipped.map(({ line }) => line)).toEqual([2, 251, 252, 1236, 2001])
})

test('an inch sign inside a name is no quote', async () => {
  const catalog = await loaded('b-6,Bully stick 6" long,4.99,8,,Dog', 'c,Next,1,8,,Dog')
  expect(catalog.item('b-6')?.name).toBe('Bully stick 6" long')
  expect(catalog.size).toBe(2)
})

test('a wrong check digit is a warning, and the code is found as it is printed', async () => {
  const catalog = await loaded('a,A,1,8,400001102319,X')
  expect(catalog.report.warnings[0]?.reason).toContain('400001102319')
  expect(skus(catalog.find(['400001102319']))).toEqual(['a'])
})

test('problems beyond two hundred are counted in one more', async () => {
  const catalog = await loaded(...Array.from({ length: 250 }, () => ',,,,,'))
  const { skipped } = catalog.report
  expect(skipped.length).toBe(201)
  expect(skipped[200]).toEqual({ line: 202, reason: 'and 50 more from here on' })
})

test.each([
  ['is not there', () => join(folder, 'none.csv'), 'catalog-unreadable'],
  ['is a folder', () => folder, 'catalog-unreadable'],
  ['is empty', () => file(''), 'catalog-columns-missing'],
  ['has no header', () => file('a,A,1,8,,X\n'), 'catalog-columns-missing'],
  ['is one endless line', () => file(Buffer.alloc(300_000, 'x')), 'catalog-unreadable'],
])('a file that %s is a fault, and the items before stay', async (_, path, code) => {
  const catalog = await loaded('a,A,1,8,,X')
  const fault = await catalog.load(path(), 2).catch((error: unknown) => error)
  expect(fault).toBeInstanceOf(Fault)
  expect(fault).toMatchObject({ code })
  expect(catalog.item('a')?.name).toBe('A')
  expect(catalog.report.loading).toBe(false)
})

test('an item is found by every form of its barcode', async () => {
  const catalog = await loaded('a,A,1,8,400001102312,X', 'e,E,1,8,042526000010,X')
  for (const code of ['400001102312', '0400001102312', '00400001102312']) {
    expect(skus(catalog.find([code]))).toEqual(['a'])
  }
  expect(skus(catalog.find(['nonsense', '00400001102312']))).toEqual(['a'])
  expect(catalog.find(['400001102319'])).toEqual([])
})

test('a short UPC-E finds the item with the long UPC-A, and the other way round', async () => {
  const catalog = await loaded('long,L,1,8,042100005264,X', 'short,S,1,8,01234565,X')
  expect(skus(catalog.find(['04252614']))).toEqual(['long'])
  expect(skus(catalog.find(['012345000065']))).toEqual(['short'])
})

test('items that share a barcode are all found, in the order of the file', async () => {
  const catalog = await loaded('b,B,1,8,400001102312,X', 'a,A,1,8,0400001102312,X')
  expect(skus(catalog.find(['400001102312']))).toEqual(['b', 'a'])
})

test('a code that is no article number, and an item number, find too', async () => {
  const catalog = await loaded('tag-1,Tag,1,8,SHELF-77,X')
  expect(skus(catalog.find(['SHELF-77']))).toEqual(['tag-1'])
  expect(skus(catalog.find(['tag-1']))).toEqual(['tag-1'])
  expect(catalog.find(['TAG-1'])).toEqual([])
})

test('categories and pages keep the order of the file', async () => {
  const rows = Array.from({ length: 70 }, (_, at) => `d-${at},Dog ${at},1,8,,Dog`)
  const catalog = await loaded('c-1,Cat,1,8,,Cat', ...rows)
  expect(catalog.categories()).toEqual(['Cat', 'Dog'])
  expect(skus(catalog.page('Cat'))).toEqual(['c-1'])
  expect(catalog.page('Dog').length).toBe(60)
  expect(catalog.page('')).toEqual([])
})

test('the till answers while a long file is read', async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => `n-${at},Name ${at},1,8,,X`)
  const catalog = new Catalog()
  let turns = 0
  const timer = setInterval(() => (turns += 1), 0)
  await catalog.load(file([HEADER, ...rows].join('\n')), 2)
  clearInterval(timer)
  expect(turns).toBeGreaterThan(5)
  expect(catalog.report).toMatchObject({ loaded: 20_000, expected: 20_000, loading: false })
})
