/**
 * Fetches what will be wanted soon: a few at a time, the first named first, and nothing more of what was named before.
 * So what is wanted now waits for a few at most, wherever somebody goes.
 */
export const createAhead = (most: number, fetch: (at: number) => Promise<unknown>) => {
  let waiting: readonly number[] = []
  let underWay = 0
  const goOn = () => {
    while (underWay < most) {
      const [next, ...rest] = waiting
      if (next === undefined) return
      waiting = rest
      underWay += 1
      fetch(next)
        // Once it is wanted it is asked for again, and its fault is said then.
        .catch(() => {})
        .finally(() => {
          underWay -= 1
          goOn()
        })
    }
  }
  return (wanted: readonly number[]): void => {
    waiting = wanted
    goOn()
  }
}
