import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** A phone, or a window as narrow: seven days beside each other do not fit. Call under a Solid owner. */
export const createNarrow = (): Accessor<boolean> => {
  const query = matchMedia('(width < 56rem)')
  const [isNarrow, setNarrow] = createSignal(query.matches)
  const look = () => setNarrow(query.matches)
  query.addEventListener('change', look)
  onCleanup(() => query.removeEventListener('change', look))
  return isNarrow
}
