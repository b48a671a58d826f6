import type { ReactElement } from 'react'
import { encode } from 'uqr'
import { unreachable } from '../../shared/assert'
import { code128Bars } from '../../shared/receipt/code128'
import type { ReceiptDocument } from '../../shared/receipt/document'
import { ean13Bars } from '../../shared/receipt/ean13'
import { layoutReceipt, receiptText, type ReceiptLine } from '../../shared/receipt/layout'

/**
 * A receipt as it comes out of the printer: the same lines, character by character, on white paper in
 * every theme. The picture is hidden from screen readers; they get the same text in one piece.
 */
export function ReceiptPaper({ document }: { readonly document: ReceiptDocument }): ReactElement {
  return (
    <div className="receipt-paper" style={{ width: `${document.columns}ch` }}>
      <div className="receipt-lines" aria-hidden="true">
        {layoutReceipt(document).map((line, index) => (
          <PaperLine key={index} line={line} />
        ))}
      </div>
      <pre className="receipt-text">{receiptText(document)}</pre>
    </div>
  )
}

function PaperLine({ line }: { readonly line: ReceiptLine }): ReactElement | null {
  switch (line.type) {
    case 'text':
      return <div className={classOf(line.bold, line.size === 'double')}>{line.text}</div>
    case 'qr':
      return <QrPicture data={line.data} />
    case 'barcode':
      return <BarcodePicture widths={barsOf(line)} />
    case 'logo':
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

function barsOf(line: Extract<ReceiptLine, { type: 'barcode' }>): readonly number[] {
  return line.symbology === 'ean13' ? ean13Bars(line.data) : code128Bars(line.data)
}

function BarcodePicture({ widths }: { readonly widths: readonly number[] }): ReactElement {
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
