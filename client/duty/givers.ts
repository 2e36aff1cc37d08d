import { hadPart, membersOf, onDutyOf } from '#shared/duty/roster.ts'
import type { Roster } from '#shared/duty/roster-content.ts'
import type { UserId } from '#shared/matrix/ids.ts'

/**
 * Whom somebody who comes into a conversation asks for the keys of what was said before, the likeliest first: who has
 * handed it over, who is on duty, then who asked, who has all of it. Each is asked once, so that it is given once.
 */
export const giversOf = (roster: Roster, me: UserId): UserId[] => {
  const handedBy = roster.handovers.filter(({ to }) => to === me).map(({ from }) => from)
  const present = new Set(membersOf(roster))
  const inOrder = [...handedBy.reverse(), ...onDutyOf(roster).map(({ userId }) => userId), ...membersOf(roster)]
  return [...new Set(inOrder)].filter((userId) => userId !== me && present.has(userId))
}

/** Everybody who may have given already, also before they went. */
export const earlierGiversOf = (roster: Roster, me: UserId): UserId[] => {
  const gone = [...roster.handovers.map(({ from }) => from), ...roster.shifts.map(({ userId }) => userId)].reverse()
  return [...new Set([...gone, ...membersOf(roster)])].filter((userId) => userId !== me && hadPart(roster, userId))
}
