/**
 * The sandbox's printer at the far end of a cable.
 * @param plug  opens the far end and answers it; it is given who hears the bytes
 */
export function virtualPrinter(product, plug) {
  const papers = []
  let pulses = 0
  let lines = 0
  const mechanism = new product.PrinterMechanism(576, product.printerFont(), {
    send: (bytes) => port.write(Buffer.from(bytes)),
    onPaper: (paper) => papers.push(paper.text),
    onPulse: () => (pulses += 1),
    after: (ms, run) => {
      lines += 1
      setTimeout(run, ms)
    },
  })
  const port = plug((bytes) => mechanism.receive(bytes))
  return {
    mechanism,
    papers,
    pulses: () => pulses,
    /** Lines printed while it was slow. */
    lines: () => lines,
    receipt: {
      receipt: product.encodeReceipt(product.RECEIPT_0042, product.printerModel()),
      text: product.receiptText(product.RECEIPT_0042),
    },
    close: () => port.close(),
  }
}
