import { useId, type ReactNode } from 'react'
import { useDraftStore } from '../../stores/draft'
import type { PromotionForm } from '../../stores/promotion-form'
import { enStorePromotions as en } from '../../text/en-store-promotions'

type FormFieldProps = {
  readonly label: string
  readonly text: string
  /** Where the file has it: "get.percent"; further places whose mistakes are shown here too. */
  readonly paths: readonly string[]
  readonly hint?: string
  readonly isNumber?: boolean
  readonly firstFocus?: boolean
  readonly onType: (text: string) => void
}

/** One entry of the form, with what does not fit beside it. */
export function FormField(props: FormFieldProps): ReactNode {
  const id = useId()
  const isWrong = useMistakes(props.paths).length > 0
  return (
    <div className="promotion-field">
      <label className="field-label" htmlFor={id}>
        {props.label}
      </label>
      <div className="field" data-invalid={isWrong || undefined}>
        <input
          id={id}
          className={props.isNumber === true ? 'num' : undefined}
          inputMode={props.isNumber === true ? 'decimal' : 'text'}
          placeholder={props.hint}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}why` : undefined}
          data-first-focus={props.firstFocus === true || undefined}
          value={props.text}
          onChange={(event) => props.onType(event.target.value)}
        />
      </div>
      <Mistakes id={`${id}why`} paths={props.paths} />
    </div>
  )
}

/** What does not fit at one of these places, in the words of the file's own rules. */
export function Mistakes(props: {
  readonly id?: string
  readonly paths: readonly string[]
}): ReactNode {
  const mistakes = useMistakes(props.paths)
  if (mistakes.length === 0) return null
  return (
    <p id={props.id} className="promotion-wrong">
      {mistakes.map((sentence) => en.must(sentence)).join(' ')}
    </p>
  )
}

const NONE: PromotionForm['mistakes'] = []

function useMistakes(paths: readonly string[]): readonly string[] {
  const mistakes = useDraftStore((draft) => draft.promotionForm?.mistakes ?? NONE)
  const here = mistakes.filter(({ path }) => paths.some((one) => isAt(path, one)))
  return [...new Set(here.map((one) => one.sentence))]
}

/** "items.2" is at "items"; a part or a step has entries of its own. */
function isAt(path: string, place: string): boolean {
  if (path === place) return true
  const isList = place !== '' && !/(^|\.)(parts|steps)$/.test(place)
  return isList && path.startsWith(place) && /^\.\d+$/.test(path.slice(place.length))
}

type ChoicesProps<Id extends string> = {
  readonly label: string
  readonly choices: readonly (readonly [id: Id, words: string])[]
  readonly chosen: readonly Id[]
  /** One is chosen, or any number of them. */
  readonly several?: boolean
  readonly onChoose: (id: Id) => void
}

/** A few big keys, one or several of them chosen. */
export function Choices<Id extends string>(props: ChoicesProps<Id>): ReactNode {
  const { label, choices, chosen, several = false, onChoose } = props
  const group = useId()
  return (
    <fieldset className="approval-reasons promotion-choices">
      <legend>{label}</legend>
      <div>
        {choices.map(([id, words]) => (
          <label key={id} className="approval-reason">
            <input
              type={several ? 'checkbox' : 'radio'}
              name={group}
              checked={chosen.includes(id)}
              onChange={() => onChoose(id)}
            />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
