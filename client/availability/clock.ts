import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** How late what ends by itself may be taken away. */
const tickMs = 5_000

/** Until its owner ends. */
export const createNow = (): Accessor<number> => {
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), tickMs)
  onCleanup(() => clearInterval(timer))
  return now
}
