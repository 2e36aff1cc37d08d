import type { AuditOutput, AuditQuery, ConsultAuditOutput } from '#shared/audit/api.ts'
import { roleOf } from '#shared/consults/task-people.ts'
import type { Refusal } from '#shared/errors.ts'
import { auditBundle } from '#shared/fhir/audit-bundle.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { findConsult } from '../consults/queries.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { findEntries } from './queries.ts'
import { recordAccess } from './record-access.ts'
import { recordOften } from './record-often.ts'
import { shownEntries } from './shown-entry.ts'

const pageSize = 100
const maxExported = 10_000
const maxOfConsult = 2_000

type Parts = Pick<Context, 'db' | 'now'>
type Reader = Pick<Person, 'userId'>

/** One page, newest first. To look into the log is in the log. */
export const readLog = (context: Parts, { userId: who }: Reader, query: AuditQuery): Result<AuditOutput, never> => {
  recordOften(context, `audit ${who}`, (db, at) =>
    recordAccess(db, at, { action: 'audit-read', details: { who, role: 'admin' } }),
  )
  const found = findEntries(context.db, query, pageSize + 1)
  const page = found.slice(0, pageSize)
  return ok({ entries: shownEntries(page), next: found.length > pageSize ? (page.at(-1)?.seq ?? null) : null })
}

/** All that is asked for as FHIR, oldest first. More than fits is refused: an export that leaves out something would not say so. */
export const exportLog = (
  { config, db, now }: Parts & Pick<Context, 'config'>,
  { userId: who }: Reader,
  query: AuditQuery,
): Result<ReturnType<typeof auditBundle>, Refusal> =>
  transaction(db, (tx) => {
    const found = findEntries(tx, query, maxExported + 1)
    if (found.length > maxExported) return refused({ code: 'too-large', details: { maxEntries: maxExported } })
    recordAccess(tx, now(), { action: 'audit-exported', details: { who, role: 'admin', count: found.length } })
    return ok(auditBundle(config.clinic, shownEntries(found.toReversed()), now()))
  })

/** For those two who answer for a consult: what this clinic recorded of it. What another clinic saw stands in its own log. */
export const readConsultLog = (
  context: Parts,
  { userId: who }: Reader,
  room: RoomId,
): Result<ConsultAuditOutput, Refusal> => {
  const consult = findConsult(context.db, room)
  if (!consult) return refused({ code: 'not-found' })
  const role = roleOf(consult.task, who)
  if (role !== 'requester' && role !== 'consultant') return refused({ code: 'not-allowed' })
  recordOften(context, `audit ${who} ${room}`, (db, at) =>
    recordAccess(db, at, { action: 'audit-read', details: { who, role, room } }),
  )
  return ok({ entries: shownEntries(findEntries(context.db, { room }, maxOfConsult).toReversed()) })
}
