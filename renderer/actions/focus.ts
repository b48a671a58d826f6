/**
 * Puts the cursor into a field, now or as soon as its panel is on screen.
 * @param field  value of its `data-field`
 */
export function focusField(field: string): void {
  const find = (): HTMLElement | null =>
    document.querySelector<HTMLElement>(`[data-field="${field}"]`)
  const here = find()
  if (here !== null) here.focus()
  else requestAnimationFrame(() => find()?.focus())
}
