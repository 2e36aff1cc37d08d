/**
 * Does a round at once, and again so many milliseconds after its end as it says; null: it was the last. One runs at a
 * time. A round deals with its own faults; a long one may ask whether it is still wanted.
 */
export const keepRounds = (round: (isStopped: () => boolean) => Promise<number | null>): Disposable => {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const go = async () => {
    const pauseMs = await round(() => isStopped)
    if (!isStopped && pauseMs !== null) timer = setTimeout(go, pauseMs)
  }
  void go()
  return {
    [Symbol.dispose]() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
