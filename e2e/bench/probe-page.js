/*
 * The page half of the probe, the same for every page. A row is any new text inside the list it is told to
 * watch that ends in `No <number>`. Painted is after two animation frames, for between them the frame with
 * the row has been made. Times are milliseconds since 1970 by the page's own clock.
 */
window.probe ??= (() => {
  const now = () => performance.timeOrigin + performance.now()
  const afterPaint = (then) => requestAnimationFrame(() => requestAnimationFrame(() => then(now())))
  const rows = new Map()
  let list = '#rows'
  let waits = []
  let pressedAt = 0
  let pressed = Promise.resolve(0)
  const LATE_MS = 2000

  const note = (node) => {
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
    for (let text = node.nodeType === 3 ? node : texts.nextNode(); text; text = texts.nextNode()) {
      const [, number] = /\bNo (\d+)$/.exec(text.data) ?? []
      if (number === undefined || rows.has(number)) continue
      const row = { number: Number(number), madeAt: now(), paintedAt: 0 }
      rows.set(number, row)
      afterPaint((at) => {
        row.paintedAt = at
      })
    }
  }
  const look = (changes) => {
    for (const { target, addedNodes } of changes) {
      const element = target.nodeType === 1 ? target : target.parentElement
      if (element?.closest(list)) {
        for (const node of addedNodes) note(node)
        if (addedNodes.length === 0) note(target)
        continue
      }
      for (const node of addedNodes)
        if (node.nodeType === 1)
          for (const found of node.matches(list) ? [node] : node.querySelectorAll(list)) note(found)
    }
  }
  const settle = () => {
    const done = waits.filter(({ holds }) => holds())
    if (done.length === 0) return
    waits = waits.filter((wait) => !done.includes(wait))
    for (const { painted } of done) afterPaint(painted)
  }
  new MutationObserver((changes) => {
    look(changes)
    settle()
  }).observe(document, { childList: true, subtree: true, characterData: true, attributes: true })
  const heard = (event) => {
    pressedAt = performance.timeOrigin + event.timeStamp
  }
  for (const kind of ['keydown', 'mouseup']) addEventListener(kind, heard, true)

  const until = (holds) =>
    new Promise((painted) => {
      waits.push({ holds, painted })
      settle()
    })
  return {
    now,
    whenReady: until,
    /** Watches another list from now on, and forgets the rows so far. */
    watch(selector) {
      list = selector
      rows.clear()
    },
    rows: () => [...rows.values()],
    /** Begins to wait for what the next press (key or mouse) will bring. */
    arm(holds) {
      pressedAt = 0
      const late = new Promise((given) => setTimeout(() => given(null), LATE_MS))
      const shown = until(holds).then((paintedAt) => paintedAt - pressedAt)
      pressed = Promise.race([shown, late])
    },
    /** Milliseconds from that press to the paint of what was waited for; null when it never came. */
    fromPress: () => pressed,
  }
})()
