/** Everything said about what is given without the provider's word, in English. */
export const enOffline = {
  give: (amount: string) => `Give ${amount} without asking`,
  giveNamed: (name: string, amount: string) => `Give ${name}, ${amount}, without asking`,
  mayGive: 'The shop lets you give this. The service is asked later.',
  mayGiveUnchecked: (names: string) =>
    `${names} could not be checked. The shop lets you give it all the same.`,
  notConfirmed: 'Not yet confirmed',
  nameNotConfirmed: (name: string) => `${name}, not yet confirmed`,
  notConfirmedBy: (service: string) => `Not yet confirmed by ${service}`,
  promotions: 'the promotion service',
  givenUnconfirmed: 'It is on the order without the service’s word.',
  givenUnasked: 'It was given without asking. Close this with a note.',
  walletUnconfirmed: 'PETZ does not answer.',
  walletUnconfirmedHelp: 'What you choose here is not yet confirmed. PETZ is told later.',
  grantsLess: (amount: string) =>
    `The promotion service grants ${amount} less than was given. The sale stands.`,
  grantsMore: (amount: string) =>
    `The promotion service grants ${amount} more than was given. The sale stands.`,
} as const
