import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** Whether the window is narrower, as phones are, and not all fits beside each other. Call under a Solid owner. */
export const createNarrow = (below: string): Accessor<boolean> => {
  const query = matchMedia(`(width < ${below})`)
  const [isNarrow, setNarrow] = createSignal(query.matches)
  const look = () => setNarrow(query.matches)
  query.addEventListener('change', look)
  onCleanup(() => query.removeEventListener('change', look))
  return isNarrow
}
