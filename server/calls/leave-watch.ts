/**
 * When a delegated leave event is put off and when it is sent, as the states of MatrixRTC's own authorization service
 * have it: waiting for the participant, there, gone. Who is lost may be on the way back, by another network or to a
 * LiveKit that was killed: they keep their place for a few seconds.
 */

/** As in the table: `restartAt` is null before the participant has come, `endsAt` while they are there. */
export type LeaveWatch = { restartAt: number | null; endsAt: number | null }

/** How LiveKit lost a participant: `left`, as said by themselves; `lost`, as LiveKit noticed; `missing`, as we did. */
export type Going = 'left' | 'lost' | 'missing'

const longestWaitMs = 60 * 60_000
/** Whoever connects anew leaves first; LiveKit takes some time to notice; a killed one some more to be back. */
const graceMs: Record<Going, number> = { left: 3_000, lost: 5_000, missing: 20_000 }

export const newWatch = (timeoutMs: number, now: number): LeaveWatch => ({
  restartAt: null,
  endsAt: now + Math.min(longestWaitMs, timeoutMs),
})

/** They are there: the event is put off at once, whoever put it off before. */
export const seen = ({ restartAt }: LeaveWatch, now: number): LeaveWatch => ({
  restartAt: restartAt ?? now,
  endsAt: null,
})

export const gone = ({ restartAt, endsAt }: LeaveWatch, going: Going, now: number): LeaveWatch =>
  restartAt === null
    ? { restartAt, endsAt }
    : { restartAt, endsAt: Math.min(endsAt ?? Number.POSITIVE_INFINITY, now + graceMs[going]) }

export const restarted = ({ endsAt }: LeaveWatch, timeoutMs: number, now: number): LeaveWatch => ({
  restartAt: now + timeoutMs * 0.8,
  endsAt,
})

/** `forget`: one who never came; the event that their client laid down comes by itself. */
export type LeaveStep = 'restart' | 'send' | 'forget'

export const dueStep = ({ restartAt, endsAt }: LeaveWatch, now: number): LeaveStep | null => {
  if (endsAt !== null && endsAt <= now) return restartAt === null ? 'forget' : 'send'
  return restartAt !== null && restartAt <= now ? 'restart' : null
}

export const nextAt = ({ restartAt, endsAt }: LeaveWatch): number =>
  Math.min(restartAt ?? Number.POSITIVE_INFINITY, endsAt ?? Number.POSITIVE_INFINITY)
