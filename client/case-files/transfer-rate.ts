const windowMs = 8_000
const leastMs = 1_000

type Sample = { at: number; bytes: number }

/** How fast it goes now: what came in the last seconds, so that a pause does not count for long. */
export const makeTransferRate = (): ((at: number, bytes: number) => number | null) => {
  let samples: Sample[] = []
  return (at, bytes) => {
    const last = samples.at(-1)
    // What was sent is sent again: what was measured before says nothing.
    if (last && bytes < last.bytes) samples = []
    samples = [...samples.filter((sample) => at - sample.at <= windowMs), { at, bytes }]
    const first = samples[0]
    if (!first || at - first.at < leastMs) return null
    return ((bytes - first.bytes) * 1000) / (at - first.at)
  }
}

export const timeLeftMs = (totalBytes: number, sentBytes: number, rate: number | null): number | null =>
  rate === null || rate <= 0 ? null : ((totalBytes - sentBytes) * 1000) / rate
