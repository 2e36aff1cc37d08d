/** Says whether a source may go on, and what that costs it: 1, or 0 to only ask. Forgets sources that were quiet. */
export type RateLimit = (source: string, now: number, cost?: 0 | 1) => boolean

type Bucket = { tokens: number; at: number }

/** A bucket of `burst` per source that fills again over `refillMs`. */
export const createRateLimit = ({
  burst,
  refillMs,
  maxSources = 10_000,
}: {
  burst: number
  refillMs: number
  maxSources?: number
}): RateLimit => {
  const buckets = new Map<string, Bucket>()
  const full = (bucket: Bucket, now: number) => now - bucket.at >= refillMs

  const forgetQuiet = (now: number) => {
    for (const [source, bucket] of buckets) if (full(bucket, now)) buckets.delete(source)
    // All of them are busy: forgetting the oldest lets a few through too many, and keeps the memory flat.
    for (const source of buckets.keys()) {
      if (buckets.size < maxSources) break
      buckets.delete(source)
    }
  }

  return (source, now, cost = 1) => {
    if (!buckets.has(source) && buckets.size >= maxSources) forgetQuiet(now)
    const bucket = buckets.get(source) ?? { tokens: burst, at: now }
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / refillMs) * burst)
    const isAllowed = tokens >= 1
    buckets.set(source, { tokens: isAllowed ? tokens - cost : tokens, at: now })
    return isAllowed
  }
}
