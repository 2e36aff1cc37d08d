import { onDutyOf } from '#shared/duty/roster.ts'
import type { Handover, Roster } from '#shared/duty/roster-content.ts'
import type { UserId } from '#shared/matrix/ids.ts'

export type RosterNews =
  | { kind: 'begun'; onDuty: UserId[] }
  | { kind: 'come'; people: UserId[] }
  | { kind: 'gone'; people: UserId[] }
  | { kind: 'empty' }
  | { kind: 'handed'; handover: Handover }
  | { kind: 'closed' }
  | { kind: 'opened' }

const peopleOf = (roster: Roster): UserId[] => onDutyOf(roster).map(({ userId }) => userId)

/** What a person would say has changed. */
export const rosterNews = (before: Roster | null, now: Roster): RosterNews[] => {
  const onDuty = peopleOf(now)
  const begun: RosterNews[] = onDuty.length > 0 ? [{ kind: 'begun', onDuty }] : [{ kind: 'empty' }]
  if (!before) return begun
  const known = peopleOf(before)
  const come = onDuty.filter((userId) => !known.includes(userId))
  const gone = known.filter((userId) => !onDuty.includes(userId))
  const handed = now.handovers.filter(
    (one) => !before.handovers.some(({ from, to, at }) => from === one.from && to === one.to && at === one.at),
  )
  const news: RosterNews[] = handed.map((handover) => ({ kind: 'handed', handover }))
  if (now.status !== before.status) news.push({ kind: now.status === 'closed' ? 'closed' : 'opened' })
  if (come.length > 0) news.push({ kind: 'come', people: come })
  if (gone.length > 0) news.push({ kind: 'gone', people: gone })
  if (onDuty.length === 0 && known.length > 0) news.push({ kind: 'empty' })
  return news
}
