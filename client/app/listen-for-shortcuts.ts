import { onCleanup } from 'solid-js'
import { nothingTyped, type Shortcut, typeKey } from './shortcuts.ts'

const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"], [role="combobox"]'))

/** Whoever writes, or answers a dialog, is not steering. */
const isForUs = (event: KeyboardEvent): boolean =>
  !event.defaultPrevented &&
  !event.ctrlKey &&
  !event.metaKey &&
  !event.altKey &&
  !event.isComposing &&
  event.key.length === 1 &&
  !takesText(event.target) &&
  !document.querySelector('[role="dialog"], [role="alertdialog"]')

export const listenForShortcuts = (act: (shortcut: Shortcut) => void): void => {
  let typed = nothingTyped
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isForUs(event)) return
    const answer = typeKey(typed, event.key, event.timeStamp)
    typed = answer.typed
    if (!answer.shortcut) return
    event.preventDefault()
    act(answer.shortcut)
  }
  window.addEventListener('keydown', onKeyDown)
  onCleanup(() => window.removeEventListener('keydown', onKeyDown))
}

/** Ctrl K, or ⌘ K: also while somebody writes, but not over a dialog. */
export const listenForSwitcher = (open: () => void): void => {
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'k') return
    // The browser's own meaning of it is a search in the web.
    event.preventDefault()
    if (!document.querySelector('[role="dialog"], [role="alertdialog"]')) open()
  }
  window.addEventListener('keydown', onKeyDown)
  onCleanup(() => window.removeEventListener('keydown', onKeyDown))
}
