import type { ReactNode } from 'react'
import type { UnverifiedOffer } from '../../../shared/order/offline'
import type { Note } from '../../../shared/order/order'
import { giveUnverifiedCode } from '../../actions/approval'
import { Button } from '../../components/button'
import { useTill } from '../../stores/view'
import { enOffline } from '../../text/en-offline'
import { useFormat } from './use-format'

/** What the shop lets the cashier give for the code of a note; null for nothing. */
export function useOfferFor(note: Note): Extract<UnverifiedOffer, { kind: 'code' }> | null {
  const offer = useTill((view) => view.offer)
  const isAbout = note.code === 'promotion-no-answer' && offer?.kind === 'code'
  return isAbout && offer.code === note.values['code'] ? offer : null
}

/** Gives a code that nobody answered about, where the shop's rule lets the cashier. */
export function GiveUnverified({ note }: { readonly note: Note }): ReactNode {
  const format = useFormat()
  const offer = useOfferFor(note)
  if (offer === null) return null
  const amount = format.amount(offer.amount)
  return (
    <Button
      label={enOffline.give(amount)}
      name={enOffline.giveNamed(offer.name, amount)}
      size="row"
      onPress={() => giveUnverifiedCode(offer.code)}
    />
  )
}
