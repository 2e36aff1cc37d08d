import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** So long a finger rests on a message to ask what can be done with it, and so little it may move. */
const longPressMs = 450
const restPx = 10

export type ActiveMessage = {
  /** The key of the one message that shows what can be done with it. */
  key: Accessor<string | null>
  isMenuOpen: Accessor<boolean>
  setMenuOpen(isOpen: boolean): void
  /** Gives the list of rows. */
  attach(list: HTMLElement): void
}

const messageAt = (target: EventTarget | null): string | null =>
  (target instanceof Element && target.closest<HTMLElement>('[data-key]')?.dataset['key']) || null

/**
 * The message under the pointer or with the focus, and on a touch screen the one that is pressed for long. `asked`: the
 * one for which something else is open.
 */
export const createActiveMessage = (asked: Accessor<string | null>): ActiveMessage => {
  const [hovered, setHovered] = createSignal<string | null>(null)
  const [focused, setFocused] = createSignal<string | null>(null)
  /** While its menu is open, nothing else takes its place. */
  const [held, setHeld] = createSignal<string | null>(null)
  const key = () => asked() ?? held() ?? hovered() ?? focused()

  let timer: ReturnType<typeof setTimeout> | undefined
  let pressedAt = { x: 0, y: 0 }
  const end = () => clearTimeout(timer)
  const onDown = (event: PointerEvent) => {
    end()
    const pressed = messageAt(event.target)
    if (event.pointerType === 'mouse' || !pressed) return
    pressedAt = { x: event.clientX, y: event.clientY }
    timer = setTimeout(() => setHeld(pressed), longPressMs)
  }
  const onMove = (event: PointerEvent) => {
    if (event.pointerType === 'mouse') setHovered(messageAt(event.target))
    else if (Math.hypot(event.clientX - pressedAt.x, event.clientY - pressedAt.y) > restPx) end()
  }
  // The browser would make a click of it, which closes what has just opened.
  const onLift = (event: TouchEvent) => {
    if (held() !== null && event.cancelable) event.preventDefault()
  }
  // Elsewhere than on a link the browser's own menu would come in between.
  const onContextMenu = (event: MouseEvent) => {
    if (held() !== null && event.target instanceof Element && !event.target.closest('a')) event.preventDefault()
  }
  onCleanup(end)

  return {
    key,
    isMenuOpen: () => held() !== null,
    setMenuOpen: (isOpen) => setHeld(isOpen ? key() : null),
    attach(list) {
      const on = <E extends keyof HTMLElementEventMap>(type: E, listener: (event: HTMLElementEventMap[E]) => void) => {
        list.addEventListener(type, listener)
        onCleanup(() => list.removeEventListener(type, listener))
      }
      on('pointerdown', onDown)
      on('pointermove', onMove)
      on('pointerup', end)
      on('pointercancel', end)
      on('touchend', onLift)
      on('pointerleave', (event) => {
        if (event.pointerType === 'mouse') setHovered(null)
      })
      on('contextmenu', onContextMenu)
      on('focusin', (event) => setFocused(messageAt(event.target)))
      on('focusout', () => setFocused(null))
      // Whoever goes on by keyboard means the message with the focus, wherever the pointer lies.
      on('keydown', () => setHovered(null))
    },
  }
}
