import { useState, type ReactNode } from 'react'
import { Check, CircleDashed, CircleDot, OctagonX, type LucideIcon } from 'lucide-react'
import { Button } from '../../components/button'
import { Note } from '../../components/note'
import { useViewStore } from '../../stores/view'
import { enSelfTest } from '../../text/en-self-test'
import { failureWords } from '../../text/device-words'
import { useFormat } from '../parts/use-format'
import {
  countOf,
  endStep,
  planSelfTest,
  presentStep,
  type SelfTest,
  type TestResult,
  type TestStep,
} from './self-test'
import { SelfTestStep } from './self-test-step'

/** Checks one device after the other in plain words; each step passes, or says why not and what to do. */
export function SelfTestPanel(): ReactNode {
  const devices = useViewStore((state) => state.devices)
  const [test, setTest] = useState<SelfTest | null>(null)
  const step = test === null ? null : presentStep(test)
  const begin = () => setTest(planSelfTest(devices))
  if (devices.length === 0) return <Note tone="info" first={enSelfTest.nothing} />
  return (
    <div className="self-test">
      <section aria-labelledby="self-test-title">
        <h2 id="self-test-title" className="title">
          {enSelfTest.title}
        </h2>
        <p className="self-test-help">{enSelfTest.help}</p>
        <StepList test={test ?? planSelfTest(devices)} begun={test !== null} />
      </section>
      <section className="self-test-now" aria-live="polite">
        {test === null ? (
          <Button label={enSelfTest.begin} tone="forward" onPress={begin} />
        ) : step === null ? (
          <Summary test={test} onAgain={begin} />
        ) : (
          <SelfTestStep
            key={test.results.length}
            step={step}
            words={enSelfTest.stepOf(String(test.results.length + 1), String(test.steps.length))}
            onEnd={(result) => setTest(endStep(test, result))}
          />
        )}
      </section>
    </div>
  )
}

type StepListProps = { readonly test: SelfTest; readonly begun: boolean }

function StepList({ test, begun }: StepListProps): ReactNode {
  return (
    <ol className="self-test-steps" aria-label={enSelfTest.steps}>
      {test.steps.map((step, index) => {
        const isNow = begun && index === test.results.length
        return (
          <li key={`${step.kind}-${step.device.id}`} aria-current={isNow ? 'step' : undefined}>
            <StepRow step={step} result={test.results[index] ?? null} isNow={isNow} />
          </li>
        )
      })}
    </ol>
  )
}

const SIGN: Readonly<Record<TestResult['status'], LucideIcon>> = {
  pass: Check,
  fail: OctagonX,
  skipped: CircleDashed,
}

type StepRowProps = {
  readonly step: TestStep
  readonly result: TestResult | null
  readonly isNow: boolean
}

function StepRow({ step, result, isNow }: StepRowProps): ReactNode {
  const format = useFormat()
  const Sign = result === null ? (isNow ? CircleDot : CircleDashed) : SIGN[result.status]
  const words =
    result?.status === 'fail' ? failureWords(step.kind, step.device, result.code, format) : null
  return (
    <div className="self-test-row" data-status={result?.status ?? (isNow ? 'now' : 'waiting')}>
      <Sign size={26} strokeWidth={2} aria-hidden />
      <div>
        <p className="self-test-name">
          {titleOf(step)}
          <span>{statusWords(result, isNow)}</span>
        </p>
        {words === null ? null : (
          <p>
            {words.why} {words.doThis}
          </p>
        )}
      </div>
    </div>
  )
}

function statusWords(result: TestResult | null, isNow: boolean): string {
  if (result === null) return isNow ? enSelfTest.now : enSelfTest.waiting
  if (result.status === 'fail') return enSelfTest.failed
  if (result.status === 'skipped') return enSelfTest.skipped
  return result.seen ?? enSelfTest.passed
}

/** A step in words: "Scan this with the Counter scanner". */
function titleOf({ kind, device }: TestStep): string {
  switch (kind) {
    case 'scan':
      return device.name
    case 'print':
      return device.name
    case 'drawer':
      return enSelfTest.drawerTitle
    case 'display':
      return device.name
  }
}

type SummaryProps = { readonly test: SelfTest; readonly onAgain: () => void }

function Summary({ test, onAgain }: SummaryProps): ReactNode {
  const { failed } = countOf(test)
  return (
    <>
      <Note
        tone={failed === 0 ? 'success' : 'warning'}
        first={failed === 0 ? enSelfTest.allGood : enSelfTest.someFail(String(failed))}
      />
      <Button label={enSelfTest.beginAgain} tone="forward" onPress={onAgain} />
    </>
  )
}
