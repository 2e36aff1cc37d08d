/** The list by keyboard: arrows go from entry to entry, Home and End to the first and last one drawn. */
export const onListKey = (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('a[href]')]
  const active = document.activeElement
  const at = active instanceof HTMLElement ? entries.indexOf(active) : -1
  if (at === -1) return
  const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }
  const next = entries[to[event.key] ?? -1]
  if (!next) return
  event.preventDefault()
  next.focus()
}
