import { askCashier } from '../stores/draft'
import { enReturn } from '../text/en-return'
import { always, type Action } from './action'
import { runCommand } from './run'
import { cardDeclined, cardPaid } from './tender'

/** Puts what belongs on the customer's card on the card machine, to be given back. */
export const backToCard: Action = {
  name: 'back-to-card',
  label: enReturn.toCard,
  key: 'F9',
  refusal: always,
  run: ({ view }) => {
    const amount = view.comesBack?.toCard ?? 0
    if (amount > 0) void runCommand({ type: 'BeginCard', amount })
  },
}

/** Gives what is due back out of the drawer. */
export const giveBackCash: Action = {
  name: 'give-back-cash',
  label: enReturn.giveBackInCash,
  key: 'F9',
  refusal: always,
  run: () => void runCommand({ type: 'GiveBackCash' }),
}

/** Cash for money that belongs on a card: a manager says yes. */
export const cashInstead: Action = {
  name: 'cash-instead',
  label: enReturn.cashInstead,
  key: 'F7',
  refusal: always,
  run: () => askCashier({ kind: 'approval', approval: { act: 'give-back-cash' } }),
}

/** The card machine shows the money as given back. */
export const cardGivenBack: Action = {
  ...cardPaid,
  name: 'card-given-back',
  label: enReturn.cardGivenBack,
}

/** The card machine would not give it back. */
export const cardNotGivenBack: Action = {
  ...cardDeclined,
  name: 'card-not-given-back',
  label: enReturn.cardNotGivenBack,
  run: () => void runCommand({ type: 'EndCard', paid: false }),
}

/** After a restart: the card machine's journal shows it. */
export const showsGivenBack: Action = {
  ...cardGivenBack,
  name: 'shows-given-back',
  label: enReturn.itShowsGivenBack,
}

/** After a restart: the card machine's journal does not show it. */
export const showsNotGivenBack: Action = {
  ...cardNotGivenBack,
  name: 'shows-not-given-back',
  label: enReturn.itShowsNotGivenBack,
}
