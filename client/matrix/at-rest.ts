import { sleep } from '../sleep.ts'

/** Between two keys of somebody who types, and between a press and what it brings on a slow machine, there is less. */
const restMs = 2_000
/** Whoever never rests gets it all the same. */
const patienceMs = 5_000
const signs = ['pointerdown', 'keydown', 'input', 'wheel'] as const

/**
 * Work for which nobody waits must not be in the way of what somebody does: each promise that this gives resolves once
 * nobody has pressed, typed or scrolled for two seconds, counted from now on, and after five at the latest.
 */
export const watchRest = (page: EventTarget): (() => Promise<void>) => {
  let lastSign = performance.now()
  const note = () => {
    lastSign = performance.now()
  }
  for (const sign of signs) page.addEventListener(sign, note, { capture: true, passive: true })
  return async () => {
    const end = performance.now() + patienceMs
    for (;;) {
      const now = performance.now()
      const left = Math.min(lastSign + restMs, end) - now
      if (left <= 0) return
      await sleep(left)
    }
  }
}
