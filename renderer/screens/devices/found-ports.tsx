import { useEffect, useState, type ReactNode } from 'react'
import type { FoundPort } from '../../../shared/ipc/contract'
import { listPorts } from '../../actions/devices'
import { useViewStore } from '../../stores/view'
import { enFoundKinds } from '../../text/en-devices'
import { enSelfTest } from '../../text/en-self-test'

/** Every port found, with what is behind it as far as it says. */
export function FoundPorts(): ReactNode {
  const ports = usePorts()
  if (ports.length === 0) return <p className="self-test-help">{enSelfTest.foundNone}</p>
  return (
    <ul className="found-ports">
      {ports.map((port) => (
        <li key={`${port.kind} ${port.path}`}>
          <p className="found-name">
            {nameOf(port)}
            <span>{enFoundKinds[port.whatItIs] ?? enSelfTest.foundUnknown}</span>
          </p>
          <p className="num">{factsOf(port)}</p>
        </li>
      ))}
    </ul>
  )
}

/** Looked up when the panel opens and whenever a device comes or goes. */
function usePorts(): readonly FoundPort[] {
  const devices = useViewStore((state) => state.devices)
  const [ports, setPorts] = useState<readonly FoundPort[]>([])
  useEffect(() => {
    let isCurrent = true
    void listPorts().then((found) => {
      if (isCurrent) setPorts(found)
    })
    return () => {
      isCurrent = false
    }
  }, [devices])
  return ports
}

function nameOf({ manufacturer, product }: FoundPort): string {
  const words = [manufacturer, product].filter((word) => word !== null && word !== '')
  return words.length === 0 ? enSelfTest.unnamedPort : words.join(' ')
}

/** "/dev/ttyUSB0, 05e0:1300, serial number 1234". */
function factsOf({ path, vendorId, productId, serialNumber }: FoundPort): string {
  const facts = [path]
  if (vendorId !== null) facts.push(`${vendorId}:${productId ?? '????'}`)
  if (serialNumber !== null) facts.push(serialNumber)
  return facts.join(', ')
}
