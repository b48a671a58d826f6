import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseArguments } from './arguments'

const FROM = join('/', 'shop')

describe('the command line', () => {
  it('says nothing by default', () => {
    expect(parseArguments(['electron', '.'], FROM)).toEqual({
      data: null,
      settings: null,
      sandbox: false,
      restore: null,
      acceptMissingUpTo: null,
    })
  })

  it('names a backup to put back, and the last receipt that is lost', () => {
    const argv = ['--restore=/media/stick/journal-2025', '--accept-missing-up-to=412']
    expect(parseArguments(argv, FROM)).toMatchObject({
      restore: '/media/stick/journal-2025',
      acceptMissingUpTo: 412,
    })
  })

  it.each(['', '-1', '1.5', '1e3', 'all', '9999999999999'])('takes %j for no receipt', (text) => {
    const argv = [`--accept-missing-up-to=${text}`]
    expect(parseArguments(argv, FROM).acceptMissingUpTo).toBeNull()
  })

  it('names the data folder and the settings file', () => {
    const argv = ['electron', '.', '--data=/var/till', '--settings=/etc/till.json', '--sandbox']
    expect(parseArguments(argv, FROM)).toMatchObject({
      data: '/var/till',
      settings: '/etc/till.json',
      sandbox: true,
    })
  })

  it('starts relative names from the folder given', () => {
    expect(parseArguments(['--data=till 1'], FROM).data).toBe(join(FROM, 'till 1'))
  })

  it('counts the last of a flag given twice', () => {
    expect(parseArguments(['--data=/a', '--data=/b'], FROM).data).toBe('/b')
  })

  it('takes a flag without a value as not given', () => {
    expect(parseArguments(['--data=', '--settings'], FROM)).toMatchObject({
      data: null,
      settings: null,
    })
  })

  it('passes over what Chromium is told', () => {
    expect(parseArguments(['--no-sandbox', '--inspect=0', '--sandboxed'], FROM).sandbox).toBe(false)
  })
})
