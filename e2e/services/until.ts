import { setTimeout as sleep } from 'node:timers/promises'

const pollMs = 100

/** Asks again and again until there is something, and fails with what was waited for. */
export const until = async <T>(
  awaited: string,
  find: () => Promise<T | null | undefined | false>,
  withinMs = 40_000,
): Promise<T> => {
  const end = Date.now() + withinMs
  for (;;) {
    const found = await find()
    if (found !== null && found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`${awaited}: not within ${withinMs / 1000} s`)
    await sleep(pollMs)
  }
}
