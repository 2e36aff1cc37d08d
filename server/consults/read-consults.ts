import type { ConsultOutput, ConsultsOutput, ConsultsQuery } from '#shared/consults/api.ts'
import { searchWords } from '#shared/directory/search-text.ts'
import type { Refusal } from '#shared/errors.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { consultView } from './consult-view.ts'
import { countConsultsOf, listConsultsOf } from './queries.ts'
import { taskOfRoom } from './task-of-room.ts'

const pageSize = 50

/** What the person asked, has, or may take, at any clinic whose rooms our homeserver is in. */
export const readConsults = (
  { db, now }: Pick<Context, 'db' | 'now'>,
  { userId: who }: Pick<Person, 'userId'>,
  { is, q, priority, after }: ConsultsQuery,
): Result<ConsultsOutput, Refusal> =>
  transaction(db, (tx) => {
    const wanted = { isOver: is === 'over', words: searchWords(q), priority }
    const found = listConsultsOf(tx, who, { ...wanted, after, limit: pageSize + 1 })
    const page = found.slice(0, pageSize)
    const last = found.length > pageSize ? page.at(-1) : undefined
    recordAccess(tx, now(), { action: 'consult-list', details: { who, count: page.length } })
    return ok({
      consults: page.map(consultView),
      total: countConsultsOf(tx, who, wanted),
      next: last ? `${last.changedAt} ${last.roomId}` : null,
    })
  })

/** One consult as its room says now. */
export const readConsult = async (
  { db, homeserver, now }: Pick<Context, 'db' | 'homeserver' | 'now'>,
  { userId: who }: Pick<Person, 'userId'>,
  roomId: RoomId,
): Promise<Result<ConsultOutput, Refusal>> => {
  const found = taskOfRoom(await homeserver.state(roomId))
  if (!found) return refused({ code: 'not-found' })
  recordAccess(db, now(), { action: 'consult-read', details: { who, room: roomId } })
  return ok({ roomId, ...found })
}
