import { onCleanup } from 'solid-js'

const isTaken = (event: KeyboardEvent) =>
  event.defaultPrevented ||
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  (event.target instanceof Element && event.target.closest('input, select, textarea, [role="menu"]') !== null)

/** Keys of a viewer, wherever in it the focus is. The dialog is above everything else, so nobody else wants them. */
export const listenForKeys = (keys: Record<string, (event: KeyboardEvent) => void>): void => {
  const onKey = (event: KeyboardEvent) => {
    const act = keys[event.key]
    if (!act || isTaken(event)) return
    event.preventDefault()
    act(event)
  }
  document.addEventListener('keydown', onKey)
  onCleanup(() => document.removeEventListener('keydown', onKey))
}
