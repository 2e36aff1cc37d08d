import type { Refusal } from '#shared/errors.ts'
import type { HandoverInput, HandoverOutput } from '#shared/record/api.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import { findConsult } from '../consults/queries.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'

/**
 * Tells a browser of this clinic where consults are handed over, and enters who does so with which, and what became of
 * it. What is handed over never comes here.
 */
export const recordHandover = (
  { config, db, now }: Pick<Context, 'config' | 'db' | 'now'>,
  person: Person,
  { roomId, step }: HandoverInput,
): Result<HandoverOutput, Refusal> => {
  const { record } = config
  if (person.serverName !== config.clinic.serverName) return refused({ code: 'not-allowed' })
  if (!record || !findConsult(db, roomId)) return refused({ code: 'not-found' })
  transaction(db, (tx) =>
    recordAccess(tx, now(), {
      action: 'consult-handed-over',
      outcome: step === 'not-handed-over' ? 'refused' : 'done',
      details: { who: person.userId, room: roomId, code: step },
    }),
  )
  return ok({ ...record })
}
