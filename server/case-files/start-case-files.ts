import type { Context } from '../context.ts'
import { type StoreFault, StoreUnusable } from '../errors.ts'
import { faultFields } from '../log.ts'
import { keepRounds } from '../rounds.ts'
import { discardUpload, isCompleting, storeVerified } from './complete-upload.ts'
import { removeBytes } from './delete-file.ts'
import { findFile, listAbandoned, listHalfDone } from './queries.ts'

type Parts = Pick<Context, 'db' | 'fileStore' | 'log' | 'now'>

/** Long enough for a night without network; then others need the space. */
export const abandonedAfterMs = 24 * 60 * 60_000
const sweepMs = 10 * 60_000

/** Ends what a crash cut off between the check of a file and its place. */
export const finishStoring = async (context: Parts): Promise<void> => {
  for (const row of listHalfDone(context.db, 'storing'))
    if (!isCompleting(context.db, row.fileId)) await storeVerified(context, row)
}

/** Ends deletions that a crash, or a store that was away, has cut off. */
export const finishRemoving = async (context: Parts): Promise<void> => {
  for (const row of listHalfDone(context.db, 'removing')) await removeBytes(context, row)
}

/** Gives back the space of uploads that nobody continues. Returns how many. */
export const expireUploads = async (context: Parts): Promise<number> => {
  const abandoned = listAbandoned(context.db, context.now() - abandonedAfterMs)
  for (const row of abandoned) await discardUpload(context, row, { by: null, code: 'expired' })
  return abandoned.length
}

const words: Record<StoreFault, string> = {
  unreachable: 'does not answer: check endpoint and network',
  refused: 'refuses us: check accessKeyId, secretAccessKey and what they may do',
  'no-bucket': 'has no such bucket: make it, or correct its name',
  full: 'is full',
}

/**
 * For whoever has just set up or changed it. The service starts all the same: messages and consults do not need it, and
 * it may come back.
 */
const sayStoreFault = async ({ fileStore }: Pick<Parts, 'fileStore'>): Promise<void> => {
  const fault = await fileStore.fault()
  if (fault) process.stderr.write(`Files can be neither stored nor read: fileStore ${words[fault]}.\n`)
}

/** Ends at the store what was begun there and never recorded. */
const removeUnknown = ({ db, fileStore, now }: Parts): Promise<void> =>
  fileStore.removeUnknown((fileId) => findFile(db, fileId) !== null, now() - abandonedAfterMs)

/** Heals at the start, and keeps uploads from staying for ever. */
export const startCaseFiles = (context: Parts): Disposable => {
  void sayStoreFault(context)
  return keepRounds(async () => {
    try {
      await finishStoring(context)
      await finishRemoving(context)
      const count = await expireUploads(context)
      await removeUnknown(context)
      if (count > 0) context.log.info('uploads-expired', { count })
    } catch (error) {
      if (error instanceof StoreUnusable) context.log.error('file-store-unusable', { reason: error.fault })
      else context.log.error('case-files-not-swept', faultFields(error))
    }
    return sweepMs
  })
}
