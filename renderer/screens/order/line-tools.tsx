import type { ReactNode } from 'react'
import { Minus, Plus } from 'lucide-react'
import type { Line } from '../../../shared/order/order'
import {
  changePrice,
  discountLine,
  fewerPieces,
  morePieces,
  putBackLine,
  removeLine,
} from '../../actions/lines'
import { Button } from '../../components/button'
import { en } from '../../text/en'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'

/** What can be done with the chosen line, under it. */
export function LineTools({ line }: { readonly line: Line }): ReactNode {
  const format = useFormat()
  return (
    <div role="gridcell" className="line-tools" onClick={(event) => event.stopPropagation()}>
      <ActionButton action={fewerPieces} size="row" showKey={false} name={en.fewer}>
        <Minus size={22} strokeWidth={1.9} aria-hidden />
      </ActionButton>
      <span className="line-tools-quantity num">{format.quantity(line.quantity, line.unit)}</span>
      <ActionButton action={morePieces} size="row" showKey={false} name={en.more}>
        <Plus size={22} strokeWidth={1.9} aria-hidden />
      </ActionButton>
      <ActionButton action={changePrice} size="row" showKey={false} name={en.changePrice} />
      <ActionButton action={discountLine} size="row" showKey={false} name={en.discountLine} />
      <span className="grow" />
      <ActionButton
        action={removeLine}
        size="row"
        tone="danger"
        showKey={false}
        name={en.removeLine}
      />
    </div>
  )
}

/** Puts a removed line back, in its row. */
export function PutBack({ lineId }: { readonly lineId: string }): ReactNode {
  return (
    <div role="gridcell" className="put-back" onClick={(event) => event.stopPropagation()}>
      <Button label={en.putBack} size="row" tone="plain" onPress={() => putBackLine(lineId)} />
    </div>
  )
}
