import type { ReactElement } from 'react'
import { encode } from 'uqr'
import { unreachable } from '../../shared/assert'
import { code128Bars } from '../../shared/receipt/code128'
import type { ReceiptColumns, ReceiptDocument } from '../../shared/receipt/document'
import { layoutReceipt, receiptText, type ReceiptLine } from '../../shared/receipt/layout'

/**
 * A receipt as it comes out of the printer: the same lines, character by character, on white paper in
 * every theme. The picture is hidden from screen readers; they get the same text in one piece.
 */
export function ReceiptPaper({ document }: { readonly document: ReceiptDocument }): ReactElement {
  return (
    <div className={`receipt-paper ${WIDTH[document.columns]}`}>
      <div className="receipt-lines" aria-hidden="true">
        {layoutReceipt(document).map((line, index) => (
          <PaperLine key={index} line={line} />
        ))}
      </div>
      <pre className="receipt-text">{receiptText(document)}</pre>
    </div>
  )
}

const WIDTH: Readonly<Record<ReceiptColumns, string>> = {
  48: 'receipt-paper-48',
  42: 'receipt-paper-42',
  32: 'receipt-paper-32',
}

function PaperLine({ line }: { readonly line: ReceiptLine }): ReactElement | null {
  switch (line.type) {
    case 'text':
      return <div className={classOf(line.bold, line.size === 'double')}>{line.text}</div>
    case 'qr':
      return <QrPicture data={line.data} />
    case 'barcode':
      return <BarcodePicture data={line.data} />
    case 'cut':
      return null
    default:
      return unreachable(line)
  }
}

function classOf(bold: boolean, double: boolean): string {
  return `receipt-line${bold ? ' receipt-bold' : ''}${double ? ' receipt-double' : ''}`
}

function QrPicture({ data }: { readonly data: string }): ReactElement {
  const { data: modules, size } = encode(data, { ecc: 'M', boostEcc: false, border: 0 })
  const path = modules
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('')
  return (
    <svg className="receipt-qr" viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  )
}

function BarcodePicture({ data }: { readonly data: string }): ReactElement {
  const widths = code128Bars(data)
  const bars: string[] = []
  let x = 0
  widths.forEach((width, index) => {
    if (index % 2 === 0) bars.push(`M${x} 0h${width}v1h-${width}z`)
    x += width
  })
  return (
    <svg
      className="receipt-barcode"
      viewBox={`0 0 ${x} 1`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
    >
      <path d={bars.join('')} />
    </svg>
  )
}
