import { type Accessor, createEffect, createRoot, createSignal, onCleanup } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { PractitionerRole } from '#shared/directory/api.ts'
import { type NotAvailable, stillNotAvailable } from '#shared/directory/availability.ts'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { createNow } from './clock.ts'

type Api = ReturnType<typeof useClinicApi>

const askAgainMs = 15_000
/** As many as the service answers at once. */
const mostAsked = 100

type Known = Pick<PractitionerRole, 'notAvailable' | 'takesMessages'>
type Watch = {
  /** Null: nobody has said. */
  of(user: UserId): Known | null
  /** Returns how to stop. */
  follow(user: UserId): () => void
}

/** Asks for all who are looked at together, and again while somebody looks. */
const openWatch = (api: Api): Watch => {
  const [known, setKnown] = createStore<Record<UserId, Known | null>>({})
  const followers = new Map<UserId, number>()
  let isDue = false
  let timer: ReturnType<typeof setInterval> | undefined

  const ask = async () => {
    isDue = false
    const userId = [...followers.keys()].slice(0, mostAsked)
    if (userId.length === 0) return
    try {
      const { people, unreachable } = await unwrap(api.own.api.directory.people.$get({ query: { userId } }))
      for (const user of userId) {
        if (unreachable.includes(serverOf(user))) continue
        const person = people.find(({ userId: found }) => found === user)
        setKnown(user, person ? { notAvailable: person.notAvailable, takesMessages: person.takesMessages } : null)
      }
    } catch {
      // What is known stays until it ends by itself; the next turn asks again.
    }
  }
  const askSoon = () => {
    if (isDue) return
    isDue = true
    queueMicrotask(() => void ask())
  }
  const askWhenSeen = () => {
    if (document.visibilityState === 'visible') void ask()
  }

  return {
    of: (user) => known[user] ?? null,
    follow(user) {
      followers.set(user, (followers.get(user) ?? 0) + 1)
      timer ??= setInterval(askWhenSeen, askAgainMs)
      askSoon()
      return () => {
        const left = (followers.get(user) ?? 1) - 1
        if (left > 0) followers.set(user, left)
        else followers.delete(user)
        if (followers.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}

const watches = new WeakMap<Api, Watch>()

const watchOf = (api: Api): Watch => {
  const known = watches.get(api)
  if (known) return known
  const made = createRoot(() => openWatch(api))
  watches.set(api, made)
  return made
}

const useKnownOf = (user: Accessor<UserId | null>): Accessor<Known | null> => {
  const watch = watchOf(useClinicApi())
  const [followed, setFollowed] = createSignal<UserId | null>(null)
  createEffect(() => {
    const wanted = user()
    setFollowed(wanted)
    if (wanted) onCleanup(watch.follow(wanted))
  })
  return () => {
    const wanted = followed()
    return wanted ? watch.of(wanted) : null
  }
}

/** Whether somebody can be reached now, as their clinic says; null also while that is not known. */
export const useAvailabilityOf = (user: Accessor<UserId | null>): Accessor<NotAvailable | null> => {
  const known = useKnownOf(user)
  const now = createNow()
  return () => stillNotAvailable(known()?.notAvailable ?? null, now())
}

/** Whether their clinic has switched messages off for them, as far as is known. */
export const useIsWithoutMessages = (user: Accessor<UserId | null>): Accessor<boolean> => {
  const known = useKnownOf(user)
  return () => known()?.takesMessages === false
}
