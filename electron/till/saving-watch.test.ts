import { describe, expect, it } from 'vitest'
import { Fault } from '../../shared/fault'
import { SavingWatch, TRY_MS } from './saving-watch'
import { Station } from './testing/station'

/** A log that keeps its lines to be looked at. */
function keptLog() {
  const logged: [object, string][] = []
  const keep = (...line: [object, string]) => void logged.push(line)
  return { log: { info: keep, error: keep }, logged }
}

/** A till with tea on its order, and a watch that has been told of whatever happened. */
async function watched(room: { isThere: boolean } = { isThere: true }) {
  const station = await new Station().start()
  await station.run({ type: 'AddItem', sku: 'tea' })
  const { timers } = station
  const till = () => station.till
  const { log, logged } = keptLog()
  const watch = new SavingWatch({ till, hasRoom: () => room.isThere, timers, log })
  return { station, watch, logged }
}

describe('a till that cannot save', () => {
  it('goes on by itself once it can, though nobody touches it', async () => {
    const { station, watch, logged } = await watched()
    watch.look()
    expect(logged).toEqual([])
    station.journal.isFull = true
    station.till.run({ type: 'Pay' })
    watch.look()
    watch.look()
    await station.timers.pass(3 * TRY_MS)
    expect(station.till.view()?.trouble).toBe('full')
    station.journal.isFull = false
    const shown = station.views.length
    await station.timers.pass(TRY_MS)
    expect(station.till.view()).toMatchObject({ trouble: null, order: { status: 'open' } })
    expect(station.views).toHaveLength(shown + 1)
    await station.timers.pass(10 * TRY_MS)
    expect(station.views).toHaveLength(shown + 1)
    expect(logged).toEqual([
      [{ trouble: 'full' }, 'Sales cannot be saved'],
      [{}, 'Sales are saved again'],
    ])
  })

  it('waits for room for more than one entry', async () => {
    const room = { isThere: false }
    const { station, watch } = await watched(room)
    station.journal.isFull = true
    station.till.run({ type: 'Pay' })
    watch.look()
    station.journal.isFull = false
    await station.timers.pass(5 * TRY_MS)
    expect(station.till.trouble).toBe('full')
    room.isThere = true
    await station.timers.pass(TRY_MS)
    expect(station.till.trouble).toBeNull()
  })

  it('is left alone where nobody knows what is on the disk, and once it is stopped', async () => {
    const { station, watch } = await watched()
    station.journal.append = () => {
      throw new Fault('journal-doubtful', 'never', 'the disk failed')
    }
    station.till.run({ type: 'Pay' })
    watch.look()
    station.till.trySaving()
    expect(station.till.trouble).toBe('doubtful')
    await station.timers.pass(5 * TRY_MS)
    expect(station.till.trouble).toBe('doubtful')

    const other = await watched()
    other.station.journal.isFull = true
    other.station.till.run({ type: 'Pay' })
    other.watch.look()
    other.watch.stop()
    other.station.journal.isFull = false
    await other.station.timers.pass(5 * TRY_MS)
    expect(other.station.till.trouble).toBe('full')
  })

  it('at its very first start opens its first order once it can', async () => {
    const station = new Station()
    station.journal.isFull = true
    await station.start()
    expect(station.till.view()).toBeNull()
    const { timers } = station
    const till = () => station.till
    const watch = new SavingWatch({ till, hasRoom: () => true, timers, log: keptLog().log })
    watch.look()
    station.journal.isFull = false
    await timers.pass(TRY_MS)
    expect(station.till.view()).toMatchObject({ trouble: null, order: { status: 'open' } })
  })
})

it('a till that could write a word but not its first order stays in trouble', async () => {
  const station = new Station()
  station.journal.isFull = true
  await station.start()
  const { journal, till } = station
  const append = journal.append.bind(journal)
  journal.append = (records, heads) => {
    journal.isFull = records.length > 0
    return append(records, heads)
  }
  till.trySaving()
  expect(till.trouble).toBe('full')
  expect(till.view()).toBeNull()
  expect(till.near(() => false)).toBeNull()
  journal.append = append
  journal.isFull = false
  till.trySaving()
  expect(till.view()).toMatchObject({ trouble: null, order: { status: 'open' } })
})

it('a till without trouble writes nothing to find out', async () => {
  const { station, watch } = await watched()
  const { last } = station.journal
  let writes = 0
  const append = station.journal.append.bind(station.journal)
  station.journal.append = (...entries) => {
    writes += 1
    return append(...entries)
  }
  watch.look()
  station.till.trySaving()
  await station.timers.pass(10 * TRY_MS)
  expect([writes, station.journal.last]).toEqual([0, last])
})
