import type { UploadInput } from '#shared/case-files/api.ts'
import { sealedLimit } from '#shared/case-files/records.ts'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import { findFile, reserve } from './queries.ts'

/** Reserves the space of an encrypted file for a member of its room. Asked again, as after a lost answer, it is the same. */
export const createUpload = async (
  context: Pick<Context, 'config' | 'db' | 'fileStore' | 'homeserver' | 'now'>,
  person: Person,
  { fileId, roomId, lengthBytes }: UploadInput,
): Promise<Result<null, Refusal>> => {
  const { config, db, fileStore, homeserver, now } = context
  const { maxFileBytes, quotaBytes } = config.caseFiles
  if (lengthBytes > sealedLimit(maxFileBytes))
    return refused({ code: 'too-large', details: { maxBytes: maxFileBytes } })
  if (!(await homeserver.isJoined(roomId, person.userId))) return refused({ code: 'not-a-member' })
  if (!(await fileStore.hasSpace(lengthBytes))) return refused({ code: 'storage-full' })

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
      return isSame && !(await fileStore.arrived(known)) ? ok(null) : refused({ code: 'race-lost' })
    }
  }
}
