import type { UserId } from '#shared/matrix/ids.ts'
import { calledPeople, mayReadAlert } from '#shared/urgent/alert.ts'
import type { HistoryRules } from '../alerts/index.ts'
import type { UrgentAlert } from './believe.ts'

/**
 * Whoever could be called from the start has the message; to whom it was handed, or who has come on duty since, may lack
 * it. Who handed it over is the likeliest to give it, then who wrote it, then who was called before.
 */
const giversOf = ({ alert }: UrgentAlert, me: UserId): UserId[] => {
  if (alert.requester === me) return []
  const handedBy = alert.changes.flatMap(({ by, person }) => (person === me && by ? [by] : []))
  const all = [...handedBy.reverse(), alert.requester, ...calledPeople(alert)]
  return [...new Set(all)].filter((userId) => userId !== me)
}

export const historyRules: HistoryRules<UrgentAlert> = {
  mayRead: ({ alert }, userId) => mayReadAlert(alert, userId),
  hadPart: ({ alert }, userId) => mayReadAlert(alert, userId),
  givers: giversOf,
  earlierGivers: giversOf,
}
