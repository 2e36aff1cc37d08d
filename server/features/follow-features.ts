import type { UserId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'

/** Called when something was switched on or off, or somebody came into another department: look again at what runs. */
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

/** Until the next change, at most so long, or until nobody waits for the answer any more. False: nothing has changed. */
const nextChange = ({ db }: Pick<Context, 'db'>, withinMs: number, signal: AbortSignal): Promise<boolean> => {
  if (ended.has(db) || signal.aborted || withinMs <= 0) return Promise.resolve(false)
  const waiters = waitersOf(db)
  return new Promise((resolve) => {
    const end = (hasChanged: boolean) => {
      clearTimeout(timer)
      waiters.delete(wake)
      signal.removeEventListener('abort', giveUp)
      resolve(hasChanged)
    }
    const wake = () => end(true)
    const giveUp = () => end(false)
    const timer = setTimeout(giveUp, withinMs)
    waiters.add(wake)
    signal.addEventListener('abort', giveUp)
  })
}

/** Waits as long as somebody has what they know of already, at most so long: most changes concern others. */
export const whileKnown = async (
  context: Pick<Context, 'db'>,
  isKnown: () => boolean,
  withinMs: number,
  signal: AbortSignal,
): Promise<void> => {
  const until = performance.now() + withinMs
  while (isKnown() && (await nextChange(context, until - performance.now(), signal)));
}

const standings = new WeakMap<Context['db'], Map<UserId, number>>()

/** Another number whenever what somebody may do was changed: their client asks for a new session then. */
export const standingOf = ({ db }: Pick<Context, 'db'>, userId: UserId): number => standings.get(db)?.get(userId) ?? 0

export const noteStanding = ({ db }: Pick<Context, 'db'>, userId: UserId): void => {
  const known = standings.get(db) ?? new Map<UserId, number>()
  standings.set(db, known.set(userId, (known.get(userId) ?? 0) + 1))
  wakeWaiting({ db })
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
