import { type Accessor, createSignal, onCleanup } from 'solid-js'
import * as v from 'valibot'
import type { OwnFeatures } from '#shared/features/api.ts'
import { features as everything, type Feature, feature } from '#shared/features/feature.ts'

/** Removed with everything else when the person signs out (`client/matrix/wipe-device.ts`). */
const key = 'consilium.features'
const kept = v.array(feature)
/** After an answer that did not come. */
const againMs = 5_000
const leastPauseMs = 1_000

const readKept = (): Feature[] => {
  try {
    const parsed = v.safeParse(kept, JSON.parse(localStorage.getItem(key) ?? 'null'))
    return parsed.success ? parsed.output : [...everything]
  } catch {
    return [...everything]
  }
}

const keep = (known: readonly Feature[]): void => {
  try {
    localStorage.setItem(key, JSON.stringify(known))
  } catch {
    // A browser may keep its storage closed.
  }
}

export type FeatureList = { features: Accessor<readonly Feature[]>; refresh(): void }

/**
 * What the clinic has switched on for this person. The service answers as soon as it is something else; before the first
 * answer, what it said the last time holds. The service refuses what is off in any case. `onStanding`: what the person
 * may do beside is something else than it was.
 */
export const createFeatureList = (
  ask: (known: OwnFeatures | null, signal: AbortSignal) => Promise<OwnFeatures>,
  onStanding: () => void,
): FeatureList => {
  const [features, setFeatures] = createSignal<readonly Feature[]>(readKept(), {
    equals: (before, after) => before.join() === after.join(),
  })
  let isStopped = false
  let standing: number | null = null
  let asking = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = async (known: OwnFeatures | null = null): Promise<void> => {
    asking.abort()
    clearTimeout(timer)
    const mine = new AbortController()
    asking = mine
    const askedAt = Date.now()
    try {
      const answer = await ask(known, mine.signal)
      if (mine.signal.aborted || isStopped) return
      setFeatures(answer.features)
      keep(answer.features)
      if (standing !== null && answer.standing !== standing) onStanding()
      standing = answer.standing
      // A service that stops answers at once: then not again and again.
      timer = setTimeout(() => void look(answer), Math.max(0, askedAt + leastPauseMs - Date.now()))
    } catch {
      if (!mine.signal.aborted && !isStopped) timer = setTimeout(() => void look(), againMs)
    }
  }
  const refresh = () => void look()

  refresh()
  window.addEventListener('online', refresh)
  onCleanup(() => {
    isStopped = true
    asking.abort()
    clearTimeout(timer)
    window.removeEventListener('online', refresh)
  })
  return { features, refresh }
}
