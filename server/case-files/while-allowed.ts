/** For so long, somebody who may not have a file any more is still sent what they asked for before. */
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
