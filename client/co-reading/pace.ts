import { onCleanup } from 'solid-js'

/** As often as screens draw. */
const moveMs = 16
/** Whoever has moved nothing for so long may stay there. */
const restMs = 120

/**
 * Of many moves, at most one in `moveMs` is told, the last one always; once it rests, what may have been lost on the
 * way is told again.
 */
export const createPace = ({ onMove, onRest }: { onMove(): void; onRest(): void }) => {
  let last = Number.NEGATIVE_INFINITY
  let moving: ReturnType<typeof setTimeout> | undefined
  let resting: ReturnType<typeof setTimeout> | undefined
  const move = () => {
    moving = undefined
    last = performance.now()
    onMove()
  }
  onCleanup(() => {
    clearTimeout(moving)
    clearTimeout(resting)
  })
  return {
    moved() {
      clearTimeout(resting)
      resting = setTimeout(onRest, restMs)
      if (moving !== undefined) return
      const waitMs = last + moveMs - performance.now()
      if (waitMs <= 0) move()
      else moving = setTimeout(move, waitMs)
    },
  }
}
