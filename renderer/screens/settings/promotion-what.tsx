import type { ReactNode } from 'react'
import { Button } from '../../components/button'
import { fillPromotionForm as fill } from '../../stores/draft'
import {
  NEW_PART,
  NEW_STEP,
  type PartForm,
  type PromotionForm,
  type StepForm,
  type ValueForm,
} from '../../stores/promotion-form'
import { enStorePromotions as en } from '../../text/en-store-promotions'
import { Choices, FormField, Mistakes } from './form-field'
import { GoodsField } from './goods-field'

type FormProps = { readonly form: PromotionForm }

/** What a promotion gives, by its kind. */
export function PromotionWhat({ form }: FormProps): ReactNode {
  switch (form.kind) {
    case 'each':
      return (
        <>
          <Goods form={form} label={en.goods} path="" />
          <Value
            value={form.value}
            path=""
            ways={['percent', 'amount', 'price']}
            onChange={(value) => fill({ value })}
          />
        </>
      )
    case 'buy-get':
      return <BuyGet form={form} />
    case 'set':
      return (
        <>
          {form.parts.map((part, at) => (
            <Part key={at} parts={form.parts} part={part} at={at} />
          ))}
          <Mistakes paths={['parts']} />
          <Button
            label={en.addPart}
            size="row"
            onPress={() => fill({ parts: [...form.parts, NEW_PART] })}
          />
          <Value
            value={form.value}
            path=""
            ways={['price', 'percent']}
            onChange={(value) => fill({ value })}
          />
        </>
      )
    case 'quantity':
    case 'spend':
      return (
        <>
          <Goods form={form} label={en.goods} path="" />
          <Steps form={form} />
          {form.kind === 'spend' ? (
            <FormField
              label={en.stackGroup}
              paths={['group']}
              text={form.group}
              onType={(group) => fill({ group })}
            />
          ) : null}
        </>
      )
  }
}

type GoodsProps = FormProps & { readonly label: string; readonly path: string }

function Goods({ form, label, path }: GoodsProps): ReactNode {
  return (
    <GoodsField
      label={label}
      path={path}
      goods={form.goods}
      onChange={(goods) => fill({ goods })}
    />
  )
}

const HOWS = ['cheapest', 'same', 'mixed'] as const

function BuyGet({ form }: FormProps): ReactNode {
  return (
    <>
      <Choices
        label={en.how}
        choices={HOWS.map((one) => [one, en.hows[one]])}
        chosen={[form.how]}
        onChoose={(how) => fill({ how })}
      />
      <div className="promotion-row">
        <FormField
          label={en.buy}
          isNumber
          paths={['buy.count']}
          text={form.buyCount}
          onType={(buyCount) => fill({ buyCount })}
        />
        <FormField
          label={en.get}
          isNumber
          paths={['get.count']}
          text={form.getCount}
          onType={(getCount) => fill({ getCount })}
        />
      </div>
      <Goods form={form} label={form.how === 'mixed' ? en.bought : en.goods} path="buy" />
      {form.how === 'mixed' ? (
        <GoodsField label={en.got} path="get" goods={form.got} onChange={(got) => fill({ got })} />
      ) : null}
      <FormField
        label={en.getPercent}
        isNumber
        paths={['get.percent']}
        text={form.value.text}
        onType={(text) => fill({ value: { way: 'percent', text } })}
      />
    </>
  )
}

type PartProps = {
  readonly parts: readonly PartForm[]
  readonly part: PartForm
  readonly at: number
}

function Part({ parts, part, at }: PartProps): ReactNode {
  const change = (changed: Partial<PartForm>): void =>
    fill({ parts: parts.map((one, index) => (index === at ? { ...one, ...changed } : one)) })
  return (
    <div className="promotion-part">
      <FormField
        label={en.partPieces(at + 1)}
        isNumber
        paths={[`parts.${at}.count`]}
        text={part.count}
        onType={(count) => change({ count })}
      />
      <GoodsField
        label={en.goods}
        path={`parts.${at}`}
        goods={part.goods}
        onChange={(goods) => change({ goods })}
      />
      {parts.length > 1 ? (
        <Button
          label={en.remove}
          name={en.dropPart(at + 1)}
          size="row"
          onPress={() => fill({ parts: parts.filter((_, index) => index !== at) })}
        />
      ) : null}
    </div>
  )
}

type Way = ValueForm['way']

type ValueProps = {
  readonly value: ValueForm
  readonly path: string
  readonly ways: readonly Way[]
  readonly onChange: (value: ValueForm) => void
}

function Value({ value, path, ways, onChange }: ValueProps): ReactNode {
  const { text } = value
  const way = ways.includes(value.way) ? value.way : (ways[0] ?? 'percent')
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`)
  return (
    <div className="promotion-row">
      <Choices
        label={en.value}
        choices={ways.map((one) => [one, en.ways[one]])}
        chosen={[way]}
        onChoose={(chosen) => onChange({ way: chosen, text })}
      />
      <FormField
        label={en.ways[way]}
        isNumber
        paths={[path, at('percent'), at('amount'), at('price')]}
        text={text}
        onType={(typed) => onChange({ way, text: typed })}
      />
    </div>
  )
}

function Steps({ form }: FormProps): ReactNode {
  const { kind, steps } = form
  const change = (at: number, changed: Partial<StepForm>): void =>
    fill({ steps: steps.map((one, index) => (index === at ? { ...one, ...changed } : one)) })
  return (
    <>
      {steps.map((step, at) => (
        <div key={at} className="promotion-part">
          <FormField
            label={kind === 'spend' ? en.fromSpent : en.fromPieces}
            isNumber
            paths={[`steps.${at}.from`]}
            text={step.from}
            onType={(from) => change(at, { from })}
          />
          <Value
            value={step.value}
            path={`steps.${at}`}
            ways={kind === 'spend' ? ['percent', 'amount'] : ['percent', 'amount', 'price']}
            onChange={(value) => change(at, { value })}
          />
          {steps.length > 1 ? (
            <Button
              label={en.remove}
              name={en.dropStep(at + 1)}
              size="row"
              onPress={() => fill({ steps: steps.filter((_, index) => index !== at) })}
            />
          ) : null}
        </div>
      ))}
      <Mistakes paths={['steps']} />
      <Button label={en.addStep} size="row" onPress={() => fill({ steps: [...steps, NEW_STEP] })} />
    </>
  )
}
