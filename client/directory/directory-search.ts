import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { SearchOutput } from '#shared/directory/api.ts'
import type { Specialty } from '#shared/directory/specialty.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { errorCodeOf } from '../clinic-api/index.ts'
import { keepSame } from '../matrix/same.ts'

const typingPauseMs = 150
/** Without an answer of every clinic it is asked again: not every place that searches has a button for it. */
const retryMs = 4_000
/** Who is on call changes while somebody looks. */
const lookAgainMs = 60_000

export type Question = { q: string; specialty: Specialty | null }

export type DirectorySearch = {
  found: Accessor<SearchOutput | null>
  error: Accessor<ErrorCode | null>
  isSearching: Accessor<boolean>
  again(): void
}

/** Who is the same keeps their entry, and with it the focus of whoever is about to press there. */
const withKept = (before: SearchOutput | null, answer: SearchOutput): SearchOutput => ({
  ...answer,
  people: keepSame(before?.people ?? [], answer.people, ({ userId }) => userId),
  services: keepSame(before?.services ?? [], answer.services, ({ serverName, id }) => `${serverName} ${id}`),
})

/** Asks when typing pauses, soon after a failure and now and then anew; an answer to an older question never replaces that to a newer one. */
export const createDirectorySearch = (
  question: Accessor<Question>,
  ask: (question: Question) => Promise<SearchOutput>,
): DirectorySearch => {
  const [found, setFound] = createSignal<SearchOutput | null>(null)
  const [error, setError] = createSignal<ErrorCode | null>(null)
  const [isSearching, setSearching] = createSignal(true)
  let asked = 0
  let retry: ReturnType<typeof setTimeout> | undefined

  const againSoon = (wanted: Question, mine: number) => {
    retry = setTimeout(() => {
      if (mine === asked) void search(wanted)
    }, retryMs)
  }
  const search = async (wanted: Question) => {
    asked += 1
    const mine = asked
    setSearching(true)
    try {
      const answer = await ask(wanted)
      if (mine !== asked) return
      setFound((before) => withKept(before, answer))
      setError(null)
      if (answer.unreachable.length > 0) againSoon(wanted, mine)
    } catch (thrown) {
      if (mine !== asked) return
      setError(errorCodeOf(thrown))
      againSoon(wanted, mine)
    } finally {
      if (mine === asked) setSearching(false)
    }
  }

  createEffect(
    on(question, (wanted, before) => {
      // What is found already answers another question.
      setSearching(true)
      const timer = setTimeout(() => void search(wanted), before === undefined ? 0 : typingPauseMs)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible' && !isSearching()) void search(question())
  }, lookAgainMs)
  onCleanup(() => {
    asked += 1
    clearTimeout(retry)
    clearInterval(timer)
  })

  return { found, error, isSearching, again: () => void search(question()) }
}
