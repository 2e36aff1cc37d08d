import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { SearchOutput } from '#shared/directory/api.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import { askWhileSeen, errorCodeOf } from '../clinic-api/index.ts'
import { keepSame } from '../matrix/same.ts'
import type { Arrived, Question } from './ask-directory.ts'

const typingPauseMs = 150
/** Without an answer of every clinic it is asked again: not every place that searches has a button for it. */
const retryMs = 4_000
/** Who is on call changes while somebody looks. */
const lookAgainMs = 60_000

export type DirectorySearch = {
  found: Accessor<SearchOutput | null>
  error: Accessor<ErrorCode | null>
  isSearching: Accessor<boolean>
  /** Clinics that have not answered the question yet. */
  waiting: Accessor<readonly ServerName[]>
  again(): void
}

/** Who is the same keeps their entry, and with it the focus of whoever is about to press there. */
const withKept = (before: SearchOutput | null, answer: SearchOutput): SearchOutput => ({
  ...answer,
  people: keepSame(before?.people ?? [], answer.people, ({ userId }) => userId),
  services: keepSame(before?.services ?? [], answer.services, ({ serverName, id }) => `${serverName} ${id}`),
})

/**
 * Asks when typing pauses, soon after a failure and now and then anew; an answer to an older question never replaces
 * that to a newer one. What `ask` tells on the way is shown for a new question; asked again, all of it changes at once.
 */
export const createDirectorySearch = (
  question: Accessor<Question>,
  ask: (question: Question, arrive: (found: Arrived) => void) => Promise<SearchOutput>,
): DirectorySearch => {
  const [found, setFound] = createSignal<SearchOutput | null>(null)
  const [error, setError] = createSignal<ErrorCode | null>(null)
  const [isSearching, setSearching] = createSignal(true)
  const [waiting, setWaiting] = createSignal<readonly ServerName[]>([])
  let asked = 0
  let shown: Question | null = null
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
      const isNew = shown !== wanted
      const answer = await ask(wanted, ({ waiting: silent, ...soFar }) => {
        if (mine !== asked || !isNew) return
        setWaiting(silent)
        // While nothing at all has come, what was there before says more than an empty list.
        if (soFar.people.length + soFar.services.length > 0) setFound((before) => withKept(before, soFar))
      })
      if (mine !== asked) return
      shown = wanted
      setFound((before) => withKept(before, answer))
      setError(null)
      if (answer.unreachable.length > 0) againSoon(wanted, mine)
    } catch (thrown) {
      if (mine !== asked) return
      setError(errorCodeOf(thrown))
      againSoon(wanted, mine)
    } finally {
      if (mine === asked) {
        // Something else may have been typed meanwhile, which is asked in a moment.
        setSearching(wanted !== question())
        setWaiting([])
      }
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
  askWhileSeen(() => {
    if (!isSearching()) void search(question())
  }, lookAgainMs)
  onCleanup(() => {
    asked += 1
    clearTimeout(retry)
  })

  return { found, error, isSearching, waiting, again: () => void search(question()) }
}
