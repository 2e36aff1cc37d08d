import type { Context } from '../context.ts'

/** Called when something was switched on or off, or somebody changed the department: look again at what runs. */
export const onFeaturesChanged: ((context: Pick<Context, 'db'>) => void)[] = []

type Waiters = Set<() => void>
const ended = new WeakSet<Context['db']>()
const waiting = new WeakMap<Context['db'], Waiters>()

const waitersOf = (db: Context['db']): Waiters => {
  const known = waiting.get(db)
  if (known) return known
  const made: Waiters = new Set()
  waiting.set(db, made)
  return made
}

/** Until the next change, at most so long, or until nobody waits for the answer any more. */
export const nextFeatureChange = (
  { db }: Pick<Context, 'db'>,
  withinMs: number,
  signal: AbortSignal,
): Promise<void> => {
  if (ended.has(db)) return Promise.resolve()
  const waiters = waitersOf(db)
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      waiters.delete(end)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, withinMs)
    waiters.add(end)
    signal.addEventListener('abort', end)
  })
}

/** Those who wait look again. */
export const wakeWaiting = ({ db }: Pick<Context, 'db'>): void => {
  for (const wake of [...waitersOf(db)]) wake()
}

/** The service stops, and must not wait for them. */
export const endWaiting = (context: Pick<Context, 'db'>): void => {
  ended.add(context.db)
  wakeWaiting(context)
}
