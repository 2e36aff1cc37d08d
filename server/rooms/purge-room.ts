import { setTimeout as sleep } from 'node:timers/promises'
import * as v from 'valibot'
import type { Refusal } from '#shared/errors.ts'
import { type RoomId, roomId as roomIdSchema, serverOf } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { confirmationOf } from '#shared/rooms/api.ts'
import { recordAccess } from '../audit/record-access.ts'
import { removeBytes } from '../case-files/delete-file.ts'
import { listFilesOf, recordRemoving } from '../case-files/queries.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { removeClosed } from './queries.ts'
import { keptFor, stateOf } from './read-room.ts'
import { joinedIn, ownersOf } from './room-facts.ts'

/** So long devices have for hearing of it. */
const heardMs = 3_000

const deletion = v.object({ delete_id: v.string() })

/**
 * Removes a room from this clinic for good: everybody of ours leaves it, Synapse forgets it, its stored files are
 * deleted. What partners have stays with them.
 */
export const purgeRoom = async (
  context: Pick<Context, 'config' | 'db' | 'fileStore' | 'homeserver' | 'log' | 'now'>,
  { userId: who }: Pick<Person, 'userId'>,
  roomId: RoomId,
  confirmation: string,
): Promise<Result<{ roomId: RoomId; deletedFiles: number }, Refusal>> => {
  const { db, now, homeserver, log } = context
  const state = await stateOf(context, roomId)
  if (!state) return refused({ code: 'not-found' })
  if (confirmation.trim() !== confirmationOf(roomId))
    return refused({ code: 'bad-input', details: { fields: 'confirmation' } })
  const reason = keptFor(db, roomId, state)
  if (reason) return refused({ code: 'room-kept', details: { reason } })
  // Before it is done: what cannot be undone must not be without an entry.
  transaction(db, (tx) => {
    removeClosed(tx, roomId)
    recordAccess(tx, now(), { action: 'room-changed', details: { who, role: 'admin', room: roomId, code: 'purged' } })
  })
  // First as everybody leaves, which their devices hear of: of what is removed at once, Synapse tells them nothing.
  const { serverName } = context.config.clinic
  const ours = joinedIn(state).filter((userId) => serverOf(userId) === serverName)
  // Owners last: where one leaves others behind, the room would be handed on to them.
  const owners = new Set(ownersOf(state))
  ours.sort((one, other) => Number(owners.has(one)) - Number(owners.has(other)))
  for (const userId of ours) await homeserver.leave(roomId, userId).catch(() => log.info('room-not-left', { roomId }))
  await sleep(heardMs)
  v.parse(
    deletion,
    await homeserver.admin('DELETE', `/v2/rooms/${encodeURIComponent(roomId)}`, { purge: true, block: true }),
  )
  const files = listFilesOf(db, roomId)
  for (const file of files) if (recordRemoving(db, file.fileId, who, now())) await removeBytes(context, file)
  log.info('room-purged', { roomId })
  return ok({ roomId: v.parse(roomIdSchema, roomId), deletedFiles: files.length })
}
