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

/** One sync brings many events: they are looked at together. */
export const batched = (run: () => void): (() => void) => {
  let isDue = false
  return () => {
    if (isDue) return
    isDue = true
    queueMicrotask(() => {
      isDue = false
      run()
    })
  }
}
