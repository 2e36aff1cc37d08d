import { type CardContent, isSameContent, tidied } from '#shared/clinic/card.ts'
import { ok, type Result } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { newMessageId } from '../partners/message-id.ts'
import { listEngaged, savePartner } from '../partners/queries.ts'
import { readCard, saveCard } from './queries.ts'

/** The admin says how this clinic is reached and by which rules it works; partners are told to look again. */
export const changeCard = (
  context: Pick<Context, 'db' | 'log' | 'now'>,
  { userId: who }: Pick<Person, 'userId'>,
  content: CardContent,
): Result<CardContent, never> => {
  const { db, log, now } = context
  const next = tidied(content)
  if (isSameContent(readCard(db), next)) return ok(next)
  transaction(db, (tx) => {
    saveCard(tx, next)
    for (const row of listEngaged(tx)) savePartner(tx, { ...row, messageId: newMessageId(), isTold: false })
    recordAccess(tx, now(), { action: 'clinic-changed', details: { who, role: 'admin' } })
  })
  log.info('clinic-card-changed')
  return ok(next)
}
