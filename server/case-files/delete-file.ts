import type { DeletionOutput } from '#shared/case-files/api.ts'
import { deletionFault } from '#shared/case-files/deletion.ts'
import type { Refusal } from '#shared/errors.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { findConsult } from '../consults/queries.ts'
import type { Context, Person } from '../context.ts'
import { type FileRow, findFile, forgetFile, recordRemoving } from './queries.ts'

type Parts = Pick<Context, 'db' | 'fileStore' | 'now'>

/** Cut off anywhere, it is done again at the next start; nobody can read it from the moment that this was decided. */
export const removeBytes = async ({ db, fileStore }: Pick<Parts, 'db' | 'fileStore'>, row: FileRow): Promise<void> => {
  await fileStore.remove(row)
  forgetFile(db, row.fileId)
}

/** Deletes a stored file for good, by whom it belongs to. */
export const deleteFile = async (
  context: Parts,
  person: Person,
  fileId: string,
  roomId: RoomId,
): Promise<Result<DeletionOutput, Refusal>> => {
  const { db, now } = context
  const row = findFile(db, fileId)
  if (row?.status !== 'stored' || row.roomId !== roomId) return refused({ code: 'not-found' })
  const fault = deletionFault(person.userId, row.owner, findConsult(db, roomId)?.task ?? null)
  if (fault) return refused({ code: fault })
  if (!recordRemoving(db, fileId, person.userId, now())) return refused({ code: 'not-found' })
  await removeBytes(context, row)
  return ok({ fileId, freedBytes: row.sizeBytes })
}
