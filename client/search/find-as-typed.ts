import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import { isSame } from '../matrix/same.ts'
import type { Asked, Found, Search } from './search-store.ts'

/**
 * What is found for what is asked now, and again when there is more to find. Not a resource: waiting for one takes the
 * view away, and with it the field in which somebody types.
 */
export const findAsTyped = (
  search: Search,
  question: Accessor<{ asked: Asked; limit: number } | null>,
): { found: Accessor<Found | null>; isBusy: Accessor<boolean> } => {
  const [found, setFound] = createSignal<Found | null>(null)
  const [isBusy, setBusy] = createSignal(false)
  const isOpen = () => search.state() === 'ready' || search.state() === 'storage-full'
  const wanted = createMemo(() => (isOpen() ? question() : null), null, { equals: isSame })
  createEffect(() => {
    search.version()
    const now = wanted()
    if (!now) return setFound(null)
    let isStale = false
    onCleanup(() => {
      isStale = true
    })
    setBusy(true)
    search.find(now.asked, now.limit).then(
      (answer) => {
        if (isStale) return
        setFound(answer)
        setBusy(false)
      },
      // `state` says so.
      () => {},
    )
  })
  return { found, isBusy }
}
