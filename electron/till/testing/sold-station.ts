import type { Command } from '../../../shared/order/commands'
import type { Order } from '../../../shared/order/order'
import { sell } from './cashier'
import { Station } from './station'

/** A terminal that has sold the running example, part by card, and waits for the next customer. */
export async function soldStation(): Promise<{ readonly station: Station; readonly sale: Order }> {
  const station = await new Station().start()
  await sell(station)
  const { order: sale } = station
  await station.run({ type: 'NewOrder' })
  return { station, sale }
}

/**
 * Presses what comes next until all effects of the order are delivered, or the process dies.
 * @param nextStep  the next key for an order; null when only the world is waited for
 */
export async function playOn(
  station: Station,
  nextStep: (order: Order) => Command | null,
): Promise<void> {
  for (let step = 0; step < 40 && station.journal.isAlive; step += 1) {
    const command = nextStep(station.order)
    if (command === null) {
      await station.timers.pass(60_000)
      if (station.order.effects.every((one) => one.status === 'delivered')) return
      continue
    }
    const ran = station.till.run(command)
    if (!ran.ok) throw new Error(`${command.type}: ${ran.error.code}`)
    await station.timers.settle()
  }
}
