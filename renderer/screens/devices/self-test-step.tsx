import { useEffect, useState, type ReactNode } from 'react'
import type { DeviceAct } from '../../../shared/ipc/contract'
import { ean13Bars } from '../../../shared/receipt/ean13'
import { actOnDevice } from '../../actions/devices'
import { Bars } from '../../components/bars'
import { Button } from '../../components/button'
import { useViewStore } from '../../stores/view'
import { enSelfTest } from '../../text/en-self-test'
import { failureOf, openLevelOf, type TestKind, type TestResult, type TestStep } from './self-test'
import { useScans } from './use-scans'

/** An EAN-13 of the range for restricted use, so that it is nobody's product. */
const TEST_CODE = '2999999999991'

type StepProps = {
  readonly step: TestStep
  /** "Step 2 of 4". */
  readonly words: string
  readonly onEnd: (result: TestResult) => void
}

/** The step to do now: what to do, and what was seen. */
export function SelfTestStep({ step, words, onEnd }: StepProps): ReactNode {
  return (
    <>
      <p className="self-test-count num">{words}</p>
      {step.kind === 'scan' ? (
        <ScanStep step={step} onEnd={onEnd} />
      ) : (
        <TryStep step={step} kind={step.kind} onEnd={onEnd} />
      )}
      <Button label={enSelfTest.skip} onPress={() => onEnd({ status: 'skipped' })} />
    </>
  )
}

type PartProps = Omit<StepProps, 'words'>

function ScanStep({ step, onEnd }: PartProps): ReactNode {
  const [scan] = useScans()
  useEffect(() => {
    if (scan) onEnd({ status: 'pass', seen: enSelfTest.seen(scan.code) })
  }, [scan, onEnd])
  return (
    <>
      <h3 className="self-test-title">{enSelfTest.scanTitle(step.device.name)}</h3>
      <Bars widths={ean13Bars(TEST_CODE)} label={TEST_CODE} />
      <p className="num">{TEST_CODE}</p>
      <p className="self-test-help">{enSelfTest.scanHelp}</p>
      <Button label={enSelfTest.scanFailed} onPress={() => onEnd(failureOf(step.device, null))} />
    </>
  )
}

type Try = {
  readonly title: (name: string) => string
  readonly help: string
  readonly act: string
  readonly question: string
}

const TRIES: Readonly<Record<Exclude<TestKind, 'scan'>, Try>> = {
  print: {
    title: enSelfTest.printTitle,
    help: enSelfTest.printHelp,
    act: enSelfTest.print,
    question: enSelfTest.didPrint,
  },
  drawer: {
    title: () => enSelfTest.drawerTitle,
    help: enSelfTest.drawerHelp,
    act: enSelfTest.openDrawer,
    question: enSelfTest.didOpen,
  },
  display: {
    title: enSelfTest.displayTitle,
    help: enSelfTest.displayHelp,
    act: enSelfTest.showText,
    question: enSelfTest.didShow,
  },
}

type TryStepProps = PartProps & { readonly kind: Exclude<TestKind, 'scan'> }

/** Does it, then asks whoever stands before it; a certain "no" of the device ends the step by itself. */
function TryStep({ step, kind, onEnd }: TryStepProps): ReactNode {
  const [stage, setStage] = useState<'before' | 'busy' | 'asking'>('before')
  const [level] = useState(step.device.details['drawerLevel'])
  const present = useViewStore((state) => state.devices.find((one) => one.id === step.device.id))
  const { title, help, act, question } = TRIES[kind]
  const pass = () => {
    const open = openLevelOf(level, present?.details['drawerLevel'])
    const isNews = kind === 'drawer' && open !== null
    onEnd({ status: 'pass', seen: isNews ? enSelfTest.openLevel(open) : null })
  }
  const begin = () => {
    setStage('busy')
    void actOnDevice(actOf(step)).then((result) => {
      if (result === null || result.outcome === 'not-done') {
        onEnd(failureOf(step.device, result?.code ?? null))
      } else setStage('asking')
    })
  }
  return (
    <>
      <h3 className="self-test-title">{title(step.device.name)}</h3>
      {stage === 'asking' ? (
        <>
          <p className="self-test-question">{question}</p>
          <div className="device-actions">
            <Button label={enSelfTest.yes} tone="forward" onPress={pass} />
            <Button label={enSelfTest.no} onPress={() => onEnd(failureOf(step.device, null))} />
          </div>
        </>
      ) : (
        <>
          <p className="self-test-help">{help}</p>
          <Button
            label={stage === 'busy' ? enSelfTest.busy : act}
            tone="forward"
            unavailable={stage === 'busy'}
            onPress={begin}
          />
        </>
      )}
    </>
  )
}

function actOf({ kind, device }: TestStep): DeviceAct {
  if (kind === 'print') return { act: 'test-print', device: device.id }
  return { act: kind === 'drawer' ? 'open-drawer' : 'test-display' }
}
