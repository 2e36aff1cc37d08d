import type { ClientEventHandlerMap, EmittedEvents, MatrixClient } from 'matrix-js-sdk'
import { onCleanup } from 'solid-js'

export type Emitter = Pick<MatrixClient, 'on' | 'off'>

/** Listens until the owner ends. */
export const listen = <E extends EmittedEvents>(
  client: Emitter,
  event: E,
  listener: ClientEventHandlerMap[E],
): void => {
  // The SDK's own type for listeners does not see that one generic event has one listener.
  const on = client.on.bind(client) as (event: E, listener: ClientEventHandlerMap[E]) => void
  const off = client.off.bind(client) as (event: E, listener: ClientEventHandlerMap[E]) => void
  on(event, listener)
  onCleanup(() => off(event, listener))
}

/** What takes longer than a glance is not done again before four times as long has passed. */
const glanceMs = 4
const restFor = 4

/**
 * One sync brings many events: they are looked at together. While thousands of rooms come one after the other, what
 * looks at all of them leaves most of the time to others.
 */
export const batched = (run: () => void): (() => void) => {
  let isDue = false
  let restsUntil = 0
  const runNow = () => {
    isDue = false
    const startedAt = performance.now()
    run()
    const endedAt = performance.now()
    restsUntil = endedAt - startedAt < glanceMs ? 0 : endedAt + restFor * (endedAt - startedAt)
  }
  return () => {
    if (isDue) return
    isDue = true
    const restMs = restsUntil - performance.now()
    if (restMs <= 0) queueMicrotask(runNow)
    else setTimeout(runNow, restMs)
  }
}
