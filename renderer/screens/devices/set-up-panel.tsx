import type { ReactNode } from 'react'
import { Bars } from '../../components/bars'
import { enSelfTest } from '../../text/en-self-test'
import { FoundPorts } from './found-ports'
import { SETUP_CODES } from './setup-codes'
import { UDEV_FILE, UDEV_RULES } from './udev-rules'

/** Help for whoever sets the devices up: scanner codes, what is connected, and the computer's permission. */
export function SetUpPanel(): ReactNode {
  return (
    <div className="set-up">
      <section aria-labelledby="set-up-scanner">
        <h2 id="set-up-scanner" className="title">
          {enSelfTest.setUpTitle}
        </h2>
        <p className="self-test-help">{enSelfTest.setUpHelp}</p>
        <ul className="setup-codes">
          {SETUP_CODES.map((code) => (
            <li key={code.command}>
              <p className="setup-code-name">{`${code.maker}, ${code.mode}`}</p>
              <Bars widths={code.bars} label={code.command} />
            </li>
          ))}
        </ul>
        <p className="self-test-help">{enSelfTest.lowBeep}</p>
        <h3>{enSelfTest.otherMakers}</h3>
        <p className="self-test-help">{enSelfTest.otherMakersHelp}</p>
      </section>
      <section aria-labelledby="set-up-found">
        <h2 id="set-up-found" className="title">
          {enSelfTest.foundTitle}
        </h2>
        <FoundPorts />
        <h3>{enSelfTest.rightsTitle}</h3>
        <p className="self-test-help">
          {enSelfTest.rightsHelp} <code>{UDEV_FILE}</code> {enSelfTest.rightsThen}
        </p>
        {/* It scrolls, so a keyboard must reach it. */}
        <pre className="udev-rules" tabIndex={0}>
          {UDEV_RULES}
        </pre>
      </section>
    </div>
  )
}
