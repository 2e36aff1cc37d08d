import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'

/** For so long, somebody who may not have a file, or add one, any more is still sent or asked what they were before. */
export const recheckMs = 1_000

class NoLongerAllowed extends Error {
  override name = 'NoLongerAllowed'
}

type Parts = { isAllowed(): Promise<boolean>; onEnded(): void; now(): number }

/** Cuts what is being sent once its reader may not have it any more: all of a large file takes minutes. */
export const whileAllowed = (
  body: ReadableStream<Uint8Array>,
  { isAllowed, onEnded, now }: Parts,
): ReadableStream<Uint8Array> => {
  let checkedAt = now()
  return body.pipeThrough(
    new TransformStream({
      async transform(piece, controller) {
        // A clock that was put back must not put the check off.
        if (Math.abs(now() - checkedAt) >= recheckMs) {
          if (!(await isAllowed())) {
            onEnded()
            throw new NoLongerAllowed()
          }
          checkedAt = now()
        }
        controller.enqueue(piece)
      },
    }),
  )
}

/**
 * Cuts what somebody sends once they may not send it any more: also between two pieces, for a slow line may be silent
 * for minutes. What the store has by then stays, and the upload goes on from there when they may again.
 */
export const takeWhileAllowed = async <T>(
  bytes: Readable,
  refusalNow: () => Promise<Refusal | null>,
  take: () => Promise<T>,
): Promise<Result<T, Refusal>> => {
  const over = new AbortController()
  let refusal: Refusal | null = null
  const look = async () => {
    refusal ??= await refusalNow()
    if (refusal) bytes.destroy(new NoLongerAllowed())
  }
  const first = look()
  const keepLooking = async () => {
    await first
    for (; !refusal; await look()) await sleep(recheckMs, null, { signal: over.signal })
  }
  void keepLooking().catch(() => undefined)
  try {
    const taken = await take()
    // A small piece is here before the answer to the first question.
    await first
    return refusal ? refused(refusal) : ok(taken)
  } catch (error) {
    if (refusal) return refused(refusal)
    throw error
  } finally {
    over.abort()
  }
}
