/*
 * The floor of every measurement: a row is appended for each Enter in the input, each press of the button
 * and each message of the main process; a typed letter is repeated in a row of its own. Nothing else.
 */
const input = document.getElementById('input')
const rows = document.getElementById('rows')

function append(text) {
  const row = document.createElement('div')
  row.className = 'row'
  row.textContent = text
  rows.appendChild(row)
  row.scrollIntoView({ block: 'nearest' })
}

input.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return
  append(input.value)
  input.value = ''
})
input.addEventListener('input', () => {
  if (input.dataset.echo) append(input.value)
})
document.getElementById('button').addEventListener('click', () => append('pressed'))
window.bare.onRow((text) => append(text))
