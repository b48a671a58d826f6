import { askCashier } from '../stores/draft'
import { en } from '../text/en'
import { always, type Action } from './action'
import { runCommand } from './run'

/** Goes back from payment and does with the scan what the order would have done with it. */
export const goBackAndAdd: Action = {
  name: 'go-back-and-add',
  label: en.goBack,
  key: 'F9',
  refusal: always,
  run: ({ draft }) => {
    const { question } = draft
    if (question?.kind === 'payment-scan') void goBackWith(question.scan.code)
  },
}

/** The same for a code that is no product. */
export const goBackAndApply: Action = {
  ...goBackAndAdd,
  name: 'go-back-and-apply',
  label: en.goBackApply,
}

/** Goes on with the payment; the scan is not used. */
export const stayInPayment: Action = {
  name: 'stay-in-payment',
  label: en.stayInPayment,
  key: 'Escape',
  refusal: always,
  run: () => askCashier(null),
}

async function goBackWith(code: string): Promise<void> {
  askCashier(null)
  const isOpen = await runCommand({ type: 'BackFromPayment', to: 'order' })
  if (isOpen) await runCommand({ type: 'EnterCode', code })
}
