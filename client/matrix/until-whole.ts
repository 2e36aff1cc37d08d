import { type Accessor, createEffect, createRoot } from 'solid-js'
import { MatrixRefusal } from './matrix-error.ts'

/** Thousands of rooms take a homeserver so long at most; without a network it would be for ever. */
const patienceMs = 60_000

/** Rejects with a `MatrixRefusal` when the list does not become whole. */
export const untilWhole = (isListWhole: Accessor<boolean>): Promise<void> =>
  new Promise((resolve, reject) =>
    createRoot((dispose) => {
      const timer = setTimeout(() => {
        dispose()
        reject(new MatrixRefusal('homeserver-unreachable'))
      }, patienceMs)
      createEffect(() => {
        if (!isListWhole()) return
        clearTimeout(timer)
        resolve()
        queueMicrotask(dispose)
      })
    }),
  )
