/** A deadline that is set meanwhile may come before the one we wait for. */
const longestSleepMs = 2_000
const shortestSleepMs = 250
/** While Synapse is away, or starts beside us. */
const retryMs = 2_000

type Deadlines = {
  /** Does what is due now. Returns whether all of it could be done. */
  work(): Promise<boolean>
  /** When the next one is due; null: none is known. */
  next(): number | null
  /** Once, beside the deadlines, which must not wait for it; again until it succeeds. */
  catchUp(): Promise<void>
  now(): number
}

/**
 * Keeps deadlines that stand in the database. A restart loses nothing: what came due meanwhile is done first. One
 * round runs at a time.
 */
export const keepDeadlines = ({ work, next, catchUp, now }: Deadlines): Disposable => {
  let timer: NodeJS.Timeout | undefined
  let catchUpTimer: NodeJS.Timeout | undefined
  let isStopped = false
  let isComplete = false

  const sleepMs = (isDone: boolean): number => {
    if (!isDone) return retryMs
    const untilNext = (next() ?? Number.POSITIVE_INFINITY) - now()
    return Math.min(longestSleepMs, Math.max(shortestSleepMs, untilNext))
  }
  const round = async () => {
    clearTimeout(timer)
    const isDone = await work().catch(() => false)
    if (!isStopped) timer = setTimeout(look, sleepMs(isDone && isComplete))
  }
  let turn = Promise.resolve()
  const look = () => {
    turn = turn.then(round)
  }
  const complete = async () => {
    try {
      await catchUp()
      isComplete = true
      look()
    } catch {
      if (!isStopped) catchUpTimer = setTimeout(complete, retryMs)
    }
  }
  void complete()
  look()

  return {
    [Symbol.dispose]() {
      isStopped = true
      clearTimeout(timer)
      clearTimeout(catchUpTimer)
    },
  }
}
