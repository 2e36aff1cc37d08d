import type { CompletionInput, CompletionOutput } from '#shared/case-files/api.ts'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import { type FileRow, findFile, type Removal, recordStored, recordStoring, removeFile } from './queries.ts'

type Parts = Pick<Context, 'db' | 'fileStore' | 'log' | 'now'>
type Completed = Result<CompletionOutput, Refusal>

/** The bytes go first: what is left when this is cut off still has its row, and so expires. */
export const discardUpload = async (
  { db, fileStore, now }: Pick<Parts, 'db' | 'fileStore' | 'now'>,
  row: FileRow,
  removal: Removal,
): Promise<void> => {
  await fileStore.remove(row)
  removeFile(db, row.fileId, removal, now())
}

/** What is verified comes to its place. Cut off anywhere, it is done again at the next start. */
export const storeVerified = async ({ db, fileStore, log, now }: Parts, row: FileRow): Promise<boolean> => {
  const { fileId, sizeBytes } = row
  if (!(await fileStore.keep(row))) {
    log.error('case-file-lost', { sizeBytes })
    removeFile(db, fileId, { by: null, code: 'lost' }, now())
    return false
  }
  recordStored(db, fileId, now())
  return true
}

const complete = async (context: Parts, row: FileRow, sha256: string): Promise<Completed> => {
  const { db, fileStore, log } = context
  const { fileId, sizeBytes } = row
  if (row.sha256 !== null && row.sha256 !== sha256) return refused({ code: 'wrong-hash' })

  if (row.status === 'uploading') {
    if ((await fileStore.arrived(row)) !== sizeBytes) return refused({ code: 'illegal-transition' })
    if ((await fileStore.seal(row)) !== sha256) {
      await discardUpload(context, row, { by: null, code: 'wrong-hash' })
      log.warn('case-file-refused', { reason: 'wrong-hash', sizeBytes })
      return refused({ code: 'wrong-hash' })
    }
    recordStoring(db, fileId, sha256)
  }
  if (row.status !== 'stored') {
    if (!(await storeVerified(context, row))) return refused({ code: 'not-found' })
    log.info('case-file-stored', { sizeBytes })
  }
  return ok({ fileId, sizeBytes, sha256 })
}

const underWay = new WeakMap<Context['db'], Map<string, Promise<Completed>>>()

const completions = (db: Context['db']): Map<string, Promise<Completed>> => {
  const known = underWay.get(db) ?? new Map<string, Promise<Completed>>()
  underWay.set(db, known)
  return known
}

/** Its bytes are being read: nobody may write to them now. */
export const isCompleting = (db: Context['db'], fileId: string): boolean => completions(db).has(fileId)

/** All bytes are there: compares them with the announced hash and keeps them for good. Repeated, it says the same. */
export const completeUpload = async (
  context: Parts,
  person: Person,
  fileId: string,
  { roomId, sha256 }: CompletionInput,
): Promise<Completed> => {
  const row = findFile(context.db, fileId)
  if (!row || row.owner !== person.userId || row.roomId !== roomId) return refused({ code: 'not-found' })

  const pending = completions(context.db)
  const same = pending.get(fileId)
  if (same) return same
  const completing = complete(context, row, sha256).finally(() => pending.delete(fileId))
  pending.set(fileId, completing)
  return completing
}
