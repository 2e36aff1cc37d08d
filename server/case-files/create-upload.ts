import { statfs } from 'node:fs/promises'
import type { UploadInput } from '#shared/case-files/api.ts'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import { makeUploadsFolder, sizeOf, uploadPlace } from './file-places.ts'
import { findFile, reserve } from './queries.ts'

/** What the disk keeps for the database and for others. */
const spareBytes = 64 * 1024 * 1024

const hasSpace = async (folder: string, bytes: number): Promise<boolean> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize > bytes + spareBytes
}

/** Reserves the space of an encrypted file for a member of its room. Asked again, as after a lost answer, it is the same. */
export const createUpload = async (
  context: Pick<Context, 'config' | 'db' | 'homeserver' | 'now'>,
  person: Person,
  { fileId, roomId, lengthBytes }: UploadInput,
): Promise<Result<null, Refusal>> => {
  const { config, db, homeserver, now } = context
  const { maxFileBytes, quotaBytes } = config.caseFiles
  if (lengthBytes > maxFileBytes) return refused({ code: 'too-large', details: { maxBytes: maxFileBytes } })
  if (!(await homeserver.isJoined(roomId, person.userId))) return refused({ code: 'not-a-member' })
  if (!(await hasSpace(makeUploadsFolder(config), lengthBytes))) return refused({ code: 'storage-full' })

  const wanted = { fileId, roomId, owner: person.userId, sizeBytes: lengthBytes }
  switch (reserve(db, wanted, quotaBytes, now())) {
    case 'reserved':
      return ok(null)
    case 'no-space':
      return refused({ code: 'quota-exceeded', details: { quotaBytes } })
    case 'taken': {
      const known = findFile(db, fileId)
      const isSame =
        known?.status === 'uploading' &&
        known.owner === wanted.owner &&
        known.roomId === roomId &&
        known.sizeBytes === lengthBytes
      // What has bytes already is to be continued, not begun.
      return isSame && !(await sizeOf(uploadPlace(config, fileId))) ? ok(null) : refused({ code: 'race-lost' })
    }
  }
}
