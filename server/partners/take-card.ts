import type { Refusal } from '#shared/errors.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { Partner } from '#shared/partners/api.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { partnerView } from './partner-view.ts'
import { findPartner, savePartner } from './queries.ts'

/** Our admin has looked at what a clinic says of itself since. Other keys are as grave as a new partner. */
export const takeCard = (
  context: Pick<Context, 'db' | 'log' | 'now'>,
  server: ServerName,
  keyFingerprint: string,
  { userId: who, isConfirmed }: Pick<Person, 'userId' | 'isConfirmed'>,
): Result<Partner, Refusal> => {
  const row = findPartner(context.db, server)
  if (!row) return refused({ code: 'partner-unknown' })
  if (!row.changed) return ok(partnerView(context.db, row))
  if (row.changed.keyFingerprint !== keyFingerprint)
    return refused({ code: 'illegal-transition', details: { reason: 'other-keys' } })
  const isOtherKey = row.keyFingerprint !== keyFingerprint
  if (isOtherKey && !isConfirmed) return refused({ code: 'confirmation-needed' })
  const next = { ...row, ...row.changed, changed: null }
  const code = isOtherKey ? 'keys-taken' : 'card-taken'
  transaction(context.db, (tx) => {
    savePartner(tx, next)
    recordAccess(tx, context.now(), {
      action: 'partner-changed',
      details: { who, role: 'admin', partner: server, code },
    })
  })
  context.log.info(code, { partner: server })
  return ok(partnerView(context.db, next))
}
