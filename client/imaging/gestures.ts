import { onCleanup } from 'solid-js'

export type Point = { x: number; y: number }
export type DragWith = 'primary' | 'middle' | 'secondary'

export type Gestures = {
  /** One finger, or the mouse with this button. */
  onDrag(right: number, down: number, dragWith: DragWith, at: Point): void
  onPress?(at: Point): void
  onRelease?(): void
  /** Two fingers: how much further apart they are, where their middle is, how far that moved. */
  onPinch(factor: number, at: Point, right: number, down: number): void
  /** `isZoom` for a pinch on a touchpad, which browsers report as wheel with the control key. */
  onWheel(steps: number, at: Point, isZoom: boolean): void
  onDoubleClick?(at: Point): void
}

const buttonOf = (event: PointerEvent): DragWith =>
  event.button === 1 ? 'middle' : event.button === 2 ? 'secondary' : 'primary'

/** Turns what fingers, mouse and wheel do on the element into movements in its own pixels. */
export const listenForGestures = (element: HTMLElement, gestures: Gestures): void => {
  const fingers = new Map<number, Point>()
  let dragWith: DragWith = 'primary'

  const place = (event: { clientX: number; clientY: number }): Point => {
    const { left, top } = element.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
  const spanOf = () => {
    const [one, other] = [...fingers.values()]
    if (!one || !other) return null
    return {
      apart: Math.max(1, Math.hypot(one.x - other.x, one.y - other.y)),
      middle: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 },
    }
  }

  const down = (event: PointerEvent) => {
    if (fingers.size >= 2 || (fingers.size > 0 && event.pointerType === 'mouse')) return
    fingers.set(event.pointerId, place(event))
    dragWith = buttonOf(event)
    element.setPointerCapture(event.pointerId)
    if (fingers.size === 1) gestures.onPress?.(place(event))
    // Keeps the middle button from scrolling, and must not keep the keys away.
    event.preventDefault()
    element.focus({ preventScroll: true })
  }
  const move = (event: PointerEvent) => {
    const from = fingers.get(event.pointerId)
    if (!from) return
    const before = spanOf()
    const to = place(event)
    fingers.set(event.pointerId, to)
    const after = spanOf()
    if (before && after) {
      const { x, y } = before.middle
      gestures.onPinch(after.apart / before.apart, after.middle, after.middle.x - x, after.middle.y - y)
    } else gestures.onDrag(to.x - from.x, to.y - from.y, dragWith, to)
  }
  const up = (event: PointerEvent) => {
    if (fingers.delete(event.pointerId) && fingers.size === 0) gestures.onRelease?.()
  }
  const wheel = (event: WheelEvent) => {
    event.preventDefault()
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 100 : 3
    gestures.onWheel(event.deltaY / unit, place(event), event.ctrlKey || event.metaKey)
  }
  const doubleClick = (event: MouseEvent) => gestures.onDoubleClick?.(place(event))
  const noMenu = (event: MouseEvent) => event.preventDefault()

  element.addEventListener('pointerdown', down)
  element.addEventListener('pointermove', move)
  element.addEventListener('pointerup', up)
  element.addEventListener('pointercancel', up)
  element.addEventListener('wheel', wheel, { passive: false })
  element.addEventListener('dblclick', doubleClick)
  element.addEventListener('contextmenu', noMenu)
  onCleanup(() => {
    element.removeEventListener('pointerdown', down)
    element.removeEventListener('pointermove', move)
    element.removeEventListener('pointerup', up)
    element.removeEventListener('pointercancel', up)
    element.removeEventListener('wheel', wheel)
    element.removeEventListener('dblclick', doubleClick)
    element.removeEventListener('contextmenu', noMenu)
  })
}
