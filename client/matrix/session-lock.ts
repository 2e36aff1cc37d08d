import { SessionError } from './errors.ts'

/** Two clients on one crypto database destroy it, so that one tab of a browser profile has the session. */

const lockName = 'consilium.session'
const channelName = 'consilium.session'
const leave = 'leave'
/** A page that is being reloaded may not have let go yet, on a busy computer for longer than one would think. */
const reloadMs = 2_000
/** A tab that the browser has frozen does not answer: then the lock is taken from it. */
const politeMs = 3_000

export type Hold = {
  /** Resolves when another tab takes over. */
  lost: Promise<void>
  release(): void
}

const request = (options: LockOptions): Promise<Hold | null> =>
  new Promise((resolve) => {
    const lost = Promise.withResolvers<void>()
    const until = Promise.withResolvers<void>()
    const channel = new BroadcastChannel(channelName)
    const end = () => channel.close()
    channel.onmessage = ({ data }) => {
      if (data === leave) lost.resolve()
    }
    navigator.locks
      .request(lockName, options, () => {
        resolve({ lost: lost.promise, release: until.resolve })
        return until.promise
      })
      .catch(() => {
        // Not granted in time, or stolen.
        lost.resolve()
        resolve(null)
      })
      .finally(end)
  })

export const holdSession = async ({ takeOver }: { takeOver: boolean }): Promise<Hold> => {
  if (!('locks' in navigator)) throw new SessionError('unsupported')
  if (!takeOver) {
    const hold = await request({ signal: AbortSignal.timeout(reloadMs) })
    if (!hold) throw new SessionError('open-elsewhere')
    return hold
  }
  const asking = new BroadcastChannel(channelName)
  asking.postMessage(leave)
  asking.close()
  const hold = (await request({ signal: AbortSignal.timeout(politeMs) })) ?? (await request({ steal: true }))
  if (!hold) throw new SessionError('open-elsewhere')
  return hold
}
