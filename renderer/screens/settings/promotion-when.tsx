import type { ReactNode } from 'react'
import { fillPromotionForm as fill } from '../../stores/draft'
import type { Day, PromotionForm } from '../../stores/promotion-form'
import { useViewStore } from '../../stores/view'
import { enStorePromotions as en } from '../../text/en-store-promotions'
import { Choices, FormField, Mistakes } from './form-field'

const DAYS: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const NO_GROUPS: readonly string[] = []

/** When a promotion counts, for whom, how often, and beside which others. */
export function PromotionWhen({ form }: { readonly form: PromotionForm }): ReactNode {
  const known = useViewStore((state) => state.storePromotions?.groups ?? NO_GROUPS)
  const groups = [...new Set([...known, ...form.customers])]
  return (
    <>
      <div className="promotion-row">
        <FormField
          label={en.from}
          hint={en.dayHint}
          paths={['from']}
          text={form.from}
          onType={(from) => fill({ from })}
        />
        <FormField
          label={en.until}
          hint={en.dayHint}
          paths={['until']}
          text={form.until}
          onType={(until) => fill({ until })}
        />
      </div>
      <Choices
        label={en.weekdays}
        several
        choices={DAYS.map((day) => [day, en.days[day]])}
        chosen={form.days}
        onChoose={(day) =>
          fill({ days: DAYS.filter((one) => toggled(form.days, day).includes(one)) })
        }
      />
      <FormField
        label={en.hours}
        hint={en.hoursHint}
        paths={['hours']}
        text={form.hours}
        onType={(hours) => fill({ hours })}
      />
      <Choices
        label={en.customers}
        several
        choices={groups.map((group) => [group, en.groups(group)])}
        chosen={form.customers}
        onChoose={(group) => fill({ customers: toggled(form.customers, group) })}
      />
      <Mistakes paths={['customers', 'days']} />
      <Limits form={form} />
      <Choices
        label={en.order}
        several
        choices={[['alone', en.exclusive]]}
        chosen={form.exclusive ? ['alone'] : []}
        onChoose={() => fill({ exclusive: !form.exclusive })}
      />
      <FormField
        label={en.priorityField}
        isNumber
        paths={['priority']}
        text={form.priority}
        onType={(priority) => fill({ priority })}
      />
    </>
  )
}

function Limits({ form }: { readonly form: PromotionForm }): ReactNode {
  const { limits } = form
  return (
    <fieldset className="promotion-names">
      <legend className="field-label">{en.limits}</legend>
      <div className="promotion-row">
        <FormField
          label={en.perOrder}
          isNumber
          paths={['limit.order']}
          text={limits.order}
          onType={(order) => fill({ limits: { ...limits, order } })}
        />
        <FormField
          label={en.perCustomer}
          isNumber
          paths={['limit.customer']}
          text={limits.customer}
          onType={(customer) => fill({ limits: { ...limits, customer } })}
        />
        <FormField
          label={en.perCustomerDay}
          isNumber
          paths={['limit.customerDay']}
          text={limits.customerDay}
          onType={(customerDay) => fill({ limits: { ...limits, customerDay } })}
        />
      </div>
    </fieldset>
  )
}

function toggled<Id extends string>(chosen: readonly Id[], id: Id): readonly Id[] {
  return chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]
}
