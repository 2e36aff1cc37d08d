import { hadPart, mayRead, membersOf, onDutyOf } from '#shared/duty/roster.ts'
import type { Roster } from '#shared/duty/roster-content.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { HistoryRules } from '../alerts/index.ts'
import type { Duty } from './believe.ts'

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

/** Who asked has all of it. */
export const historyRules: HistoryRules<Duty> = {
  mayRead: ({ roster }, userId) => mayRead(roster, userId),
  hadPart: ({ roster }, userId) => hadPart(roster, userId),
  givers: ({ roster }, me) => (roster.asker === me ? [] : giversOf(roster, me)),
  earlierGivers: ({ roster }, me) => earlierGiversOf(roster, me),
}
