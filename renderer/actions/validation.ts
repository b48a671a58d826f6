import { en } from '../text/en'
import { always, type Action } from './action'
import { runCommand } from './run'

/** Gives up the button's action, not the order. Nothing to give up when the answer came first. */
export const giveUpValidation: Action = {
  name: 'give-up-validation',
  label: en.backToOrder,
  key: 'Escape',
  refusal: always,
  run: ({ view }) => {
    if (view.order.validation !== null) void runCommand({ type: 'GiveUpValidation' })
  },
}
