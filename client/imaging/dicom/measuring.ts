import { type Accessor, createSignal } from 'solid-js'
import type { PixelPoint, Shape } from '#shared/dicom/annotations.ts'
import { draftOf, type MeasuringTool, placedWith } from './placing.ts'

type Parts = {
  /** Null: none is chosen. */
  tool: Accessor<MeasuringTool | null>
  size: Accessor<{ columns: number; rows: number }>
  onShape(shape: Shape): void
}

/** A measurement that is being made: by strokes of a pointer, or point by point with keys. */
export const createMeasuring = ({ tool, size, onShape }: Parts) => {
  const [placed, setPlaced] = createSignal<readonly PixelPoint[]>([])
  const [next, setNext] = createSignal<PixelPoint | null>(null)
  const [cursor, setCursor] = createSignal<PixelPoint | null>(null)

  const clear = () => {
    setPlaced([])
    setNext(null)
  }
  const place = (point: PixelPoint) => {
    const chosen = tool()
    if (!chosen) return
    const now = placedWith(chosen, placed(), point)
    setPlaced(now.placed)
    setNext(null)
    if (now.shape) onShape(now.shape)
  }
  return {
    placed,
    /** Where keys have gone to; null while nobody uses them. */
    cursor,
    draft: (): Shape | null => {
      const [chosen, to] = [tool(), next() ?? cursor()]
      return chosen && to ? draftOf(chosen, placed(), to) : null
    },
    isBegun: () => placed().length > 0,
    clear,
    leave() {
      clear()
      setCursor(null)
    },
    press(point: PixelPoint) {
      setCursor(null)
      // The second leg of an angle goes on from the first.
      if (tool() && placed().length < 2) setPlaced([point])
    },
    dragTo: (point: PixelPoint) => setNext(point),
    release() {
      const to = next()
      const before = placed().length
      if (to) place(to)
      if (before < 2 && placed().length === before) clear()
    },
    moveCursor({ x, y }: PixelPoint) {
      const { columns, rows } = size()
      const from = cursor() ?? placed().at(-1) ?? { x: Math.floor(columns / 2), y: Math.floor(rows / 2) }
      const within = (value: number, most: number) => Math.min(most - 1, Math.max(0, Math.round(value)))
      setCursor({ x: within(from.x + x, columns), y: within(from.y + y, rows) })
    },
    placeCursor() {
      const at = cursor()
      if (at) place(at)
    },
  }
}
