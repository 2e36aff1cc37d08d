import { tiers } from '../consults/priority.ts'
import type { OnCallTier } from '../directory/tier.ts'
import type { Refusal } from '../errors.ts'
import type { UserId } from '../matrix/ids.ts'
import { ok, type Result, refused } from '../result.ts'
import { keptHandovers, keptShifts, type Roster, type Shift } from './roster-content.ts'

/**
 * Who answers for a role in a conversation. The one place where its rules stand: the service of the role's clinic writes
 * by them, the clients believe by them.
 */
export type OnDuty = { userId: UserId; tier: OnCallTier; since: number }

export type Move =
  /** To a colleague, who has it from now on. */
  | { to: 'handed'; person: UserId }
  /** Stays with me after my duty. */
  | { to: 'kept' }
  | { to: 'closed' }
  | { to: 'open' }

const byTier = (one: Shift, other: Shift) => tiers.indexOf(one.tier) - tiers.indexOf(other.tier)

/** Who is on duty now, first tier first. */
export const onDutyOf = (roster: Roster): Shift[] => roster.shifts.filter(({ until }) => until === null).sort(byTier)

export const isOnDuty = (roster: Roster, userId: UserId): boolean =>
  roster.shifts.some((shift) => shift.userId === userId && shift.until === null)

/** Speaks for the role's side: on duty, or has kept or been handed it. */
export const hasPart = (roster: Roster, userId: UserId): boolean =>
  isOnDuty(roster, userId) || roster.holders.includes(userId)

/** Who is to be in the room, beside the service. */
export const membersOf = (roster: Roster): UserId[] => [
  ...new Set([roster.asker, ...onDutyOf(roster).map(({ userId }) => userId), ...roster.holders]),
]

/** Whether somebody was on duty at a moment; what they wrote as the role then was the role's word. */
export const wasOnDuty = (roster: Roster, userId: UserId, at: number): boolean =>
  roster.shifts.some(
    (shift) => shift.userId === userId && shift.since <= at && (shift.until === null || at <= shift.until),
  )

/** When somebody was last called in; who has left by themselves since is left alone. */
export const calledAt = (roster: Roster, userId: UserId): number =>
  Math.max(
    roster.openedAt,
    ...roster.shifts.filter((shift) => shift.userId === userId).map(({ since }) => since),
    ...roster.handovers.filter(({ to }) => to === userId).map(({ at }) => at),
  )

/** Everybody who may have what was said: whoever asks a member for earlier keys must be among them. */
export const mayRead = (roster: Roster, userId: UserId): boolean => membersOf(roster).includes(userId)

/** Who had a part at any time; what they give to read is believed. */
export const hadPart = (roster: Roster, userId: UserId): boolean =>
  mayRead(roster, userId) ||
  roster.shifts.some((shift) => shift.userId === userId) ||
  roster.handovers.some(({ from, to }) => from === userId || to === userId)

/** Nobody is on duty for themselves: who asks is the asker, also when they have the duty. */
const shiftsFor = (asker: UserId, onDuty: readonly OnDuty[]): Shift[] =>
  onDuty
    .filter(({ userId }) => userId !== asker)
    .map(({ userId, tier, since }) => ({ userId, tier, since, until: null }))

export const begin = (
  { service, asker }: Pick<Roster, 'service' | 'asker'>,
  onDuty: readonly OnDuty[],
  now: number,
): Roster => ({
  version: 1,
  service,
  asker,
  status: 'open',
  openedAt: now,
  shifts: shiftsFor(asker, onDuty).sort(byTier),
  holders: [],
  handovers: [],
})

const changed = (roster: Roster, change: Partial<Roster>): Roster => ({
  ...roster,
  ...change,
  version: roster.version + 1,
})

/** Opened anew: also those who have left by themselves are called. */
export const reopen = (roster: Roster, now: number): Roster => changed(roster, { status: 'open', openedAt: now })

/** Running shifts are never forgotten; of the others, the newest are kept. */
const kept = (shifts: readonly Shift[]): Shift[] => {
  const running = shifts.filter(({ until }) => until === null)
  const over = shifts.filter(({ until }) => until !== null)
  return [...over.slice(-Math.max(0, keptShifts - running.length)), ...running]
}

/**
 * The roster after a change of shift; the same object when nothing changes for it. Nobody new is called to a
 * conversation that is closed.
 */
export const follow = (roster: Roster, onDuty: readonly OnDuty[], now: number): Roster => {
  const wanted = shiftsFor(roster.asker, onDuty)
  const isSame = (one: Shift, other: Shift) =>
    one.userId === other.userId && one.since === other.since && one.tier === other.tier
  const before = onDutyOf(roster)
  const gone = before.filter((shift) => !wanted.some((one) => isSame(one, shift)))
  const come =
    roster.status === 'closed'
      ? wanted.filter((one) => gone.some(({ userId }) => userId === one.userId))
      : wanted.filter((shift) => !before.some((one) => isSame(one, shift)))
  if (gone.length === 0 && come.length === 0) return roster
  const ended = roster.shifts.map((shift) => (gone.includes(shift) ? { ...shift, until: now } : shift))
  return changed(roster, { shifts: kept([...ended, ...come]) })
}

const without = (ids: readonly UserId[], gone: UserId): UserId[] => ids.filter((id) => id !== gone)

/** The roster after a move of one of its people, or why not. What was done already changes nothing. */
export const move = (roster: Roster, asked: Move, by: UserId, now: number): Result<Roster, Refusal> => {
  const isAsker = by === roster.asker
  if (asked.to !== 'open' && !hasPart(roster, by)) {
    // Handed away a moment ago, and no answer came.
    const isDone = asked.to === 'handed' && roster.handovers.some(({ from, to }) => from === by && to === asked.person)
    return isDone ? ok(roster) : refused({ code: 'not-allowed' })
  }
  if (asked.to === 'open' && !isAsker && !hasPart(roster, by)) return refused({ code: 'not-allowed' })
  switch (asked.to) {
    case 'handed': {
      const { person } = asked
      if (person === by || person === roster.asker) return refused({ code: 'bad-input', details: { fields: 'person' } })
      const last = roster.handovers.at(-1)
      const isDone = last?.from === by && last.to === person && hasPart(roster, person) && !roster.holders.includes(by)
      if (isDone) return ok(roster)
      const rest = without(without(roster.holders, by), person)
      return ok(
        changed(roster, {
          holders: isOnDuty(roster, person) ? rest : [...rest, person],
          handovers: [...roster.handovers, { from: by, to: person, at: now }].slice(-keptHandovers),
        }),
      )
    }
    case 'kept':
      return ok(roster.holders.includes(by) ? roster : changed(roster, { holders: [...roster.holders, by] }))
    case 'closed':
      return ok(roster.status === 'closed' ? roster : changed(roster, { status: 'closed', holders: [] }))
    case 'open':
      return ok(roster.status === 'open' ? roster : reopen(roster, now))
    default:
      return asked satisfies never
  }
}
