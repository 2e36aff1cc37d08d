import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import { type ApiError, apiErrorOf } from './api-error.ts'

const typingPauseMs = 250

type Page<T> = { items: T[]; total: number; next: string | null }

export type PagedList<T> = {
  items: Accessor<T[] | null>
  /** Null until it is known. */
  total: Accessor<number | null>
  error: Accessor<ApiError | null>
  /** Where the next page begins; null when all is here. */
  next: Accessor<string | null>
  isLoading: Accessor<boolean>
  loadMore(): Promise<void>
  reload(): Promise<void>
}

/** A list of the service that comes in pages and begins anew with every other search. */
export const createPagedList = <T, Q = string>(
  /** What is searched for, and whatever else is to begin the list anew. */
  search: Accessor<Q>,
  /** `from`: what the page before named as the next one; null for the first page. */
  read: (q: Q, from: string | null) => Promise<Page<T>>,
): PagedList<T> => {
  const [items, setItems] = createSignal<T[] | null>(null)
  const [total, setTotal] = createSignal<number | null>(null)
  const [next, setNext] = createSignal<string | null>(null)
  const [error, setError] = createSignal<ApiError | null>(null)
  const [isLoading, setLoading] = createSignal(false)
  // An answer to an older search must not replace that to a newer one.
  let asked = 0
  /** What the items are an answer to: while somebody types, not what is searched for. */
  let answered: { q: Q } | null = null

  const load = async (q: Q, from: string | null, before: T[]) => {
    asked += 1
    const mine = asked
    setLoading(true)
    try {
      const page = await read(q, from)
      if (mine !== asked) return
      answered = { q }
      setItems([...before, ...page.items])
      setTotal(page.total)
      setNext(page.next)
      setError(null)
    } catch (thrown) {
      if (mine === asked) setError(apiErrorOf(thrown))
    } finally {
      if (mine === asked) setLoading(false)
    }
  }

  createEffect(
    on(search, (q, before) => {
      const timer = setTimeout(() => void load(q, null, []), before === undefined ? 0 : typingPauseMs)
      onCleanup(() => clearTimeout(timer))
    }),
  )

  return {
    items,
    total,
    error,
    isLoading,
    next,
    loadMore: async () => {
      const from = next()
      if (answered && from !== null) await load(answered.q, from, items() ?? [])
    },
    reload: () => load(search(), null, []),
  }
}
