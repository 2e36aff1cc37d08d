import * as v from 'valibot'
import type { AuditAction } from '#shared/audit/entry.ts'
import { askerAtHome } from '#shared/consults/task-people.ts'
import { isOver } from '#shared/consults/task-status.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { serverOf, serviceAccountOf, type UserId, userId } from '#shared/matrix/ids.ts'
import { lastActionOn } from '../audit/queries.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { type RoomLock, roomLock } from '../matrix/room-lock.ts'
import type { MatrixEvent } from '../matrix/take-transaction.ts'
import { changeTask } from './change-task.ts'
import { handOnConsult } from './hand-on-consults.ts'
import { findConsult } from './queries.ts'

const actionOf = (membership: unknown): AuditAction | null => {
  switch (membership) {
    case 'invite':
      return 'consult-invited'
    case 'join':
      return 'consult-joined'
    case 'leave':
    case 'ban':
      return 'consult-left'
    default:
      return null
  }
}

/**
 * Who is invited to a consult is given its keys, and who joins receives what is in it: to the log, that is access. An
 * event that comes again, or with another name or picture, says nothing new.
 */
export const followConsultMembers = (
  { db, now }: Pick<Context, 'db' | 'now'>,
  { type, room_id: room, sender, state_key, content }: MatrixEvent,
): void => {
  const action = type === eventTypes.member ? actionOf(content['membership']) : null
  const subject = v.safeParse(userId, state_key)
  if (!action || !subject.success || !findConsult(db, room)) return
  const whom: UserId = subject.output
  if (whom === serviceAccountOf(serverOf(whom))) return
  transaction(db, (tx) => {
    if (lastActionOn(tx, room, whom, ['consult-invited', 'consult-joined', 'consult-left']) === action) return
    recordAccess(tx, now(), { action, details: { who: sender, room, ...(sender === whom ? {} : { whom }) } })
  })
}

/**
 * Who leaves a consult that they have, or have asked for, must not leave it without anybody. Its home clinic calls those
 * on duty again, or has a colleague stand in.
 */
export const releaseOfGone = async (
  context: Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'log' | 'now'>,
  { type, room_id: room, state_key, content }: MatrixEvent,
  lock: RoomLock = roomLock,
): Promise<void> => {
  if (type !== eventTypes.member || actionOf(content['membership']) !== 'consult-left') return
  const consult = findConsult(context.db, room)
  if (consult?.homeServer !== context.config.clinic.serverName) return
  if (consult.task.owner === state_key) await changeTask(context, lock, room, { kind: 'timer' }, () => null)
  else if (askerAtHome(consult.task) === state_key && !isOver(consult.status))
    await handOnConsult(context, room, consult.task, state_key as UserId, lock)
}
