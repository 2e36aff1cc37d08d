import * as v from 'valibot'
import { type AuditAction, type AuditOutcome, auditActions, auditOutcomes } from '#shared/audit/entry.ts'
import { roomId, userId } from '#shared/matrix/ids.ts'

/** What the person has typed and chosen. */
export type AuditFilter = {
  person: string
  room: string
  action: AuditAction | 'any'
  outcome: AuditOutcome | 'any'
  /** Days as `2026-11-28`; empty: not limited. */
  since: string
  until: string
}

export const noFilter: AuditFilter = { person: '', room: '', action: 'any', outcome: 'any', since: '', until: '' }

const isFaulty = (schema: v.GenericSchema, text: string) => text.trim() !== '' && !v.is(schema, text.trim())

/** Fields that are not yet what the service takes. */
export const faultsOf = ({ person, room }: AuditFilter) => ({
  person: isFaulty(userId, person),
  room: isFaulty(roomId, room),
})

/** Midnight of a day here, `days` later; undefined for what is no day (yet). */
const midnight = (day: string, days = 0): string | undefined => {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  // By the calendar: with the change of the clocks a day is not always 24 hours.
  const at = new Date(Number(year), Number(month) - 1, Number(date) + days).getTime()
  return at >= 0 ? String(at) : undefined
}

/** As the service is asked; what is faulty is left out. */
export const queryOf = (filter: AuditFilter): Record<string, string> => {
  const { person, room, action, outcome, since, until } = filter
  const faults = faultsOf(filter)
  const asked = {
    person: faults.person ? '' : person.trim(),
    room: faults.room ? '' : room.trim(),
    action: auditActions.find((known) => known === action),
    outcome: auditOutcomes.find((known) => known === outcome),
    since: midnight(since),
    until: midnight(until, 1),
  }
  return Object.fromEntries(Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}
