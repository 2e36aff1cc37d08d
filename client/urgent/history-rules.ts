import type { UserId } from '#shared/matrix/ids.ts'
import { mayReadAlert } from '#shared/urgent/alert.ts'
import type { HistoryRules } from '../alerts/index.ts'
import type { UrgentAlert } from './believe.ts'

/** Whoever could be called from the start has the message; only to whom it was handed may lack it. */
const giversOf = ({ alert: { changes, requester } }: UrgentAlert, me: UserId): UserId[] => {
  const handedBy = changes.flatMap(({ by, person }) => (person === me && by ? [by] : []))
  return handedBy.length > 0 ? [...new Set([...handedBy.reverse(), requester])] : []
}

export const historyRules: HistoryRules<UrgentAlert> = {
  mayRead: ({ alert }, userId) => mayReadAlert(alert, userId),
  hadPart: ({ alert }, userId) => mayReadAlert(alert, userId),
  givers: giversOf,
  earlierGivers: giversOf,
}
