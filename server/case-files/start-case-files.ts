import type { Context } from '../context.ts'
import { faultFields } from '../log.ts'
import { discardUpload, isCompleting, storeVerified } from './complete-upload.ts'
import { listAbandoned, listStoring } from './queries.ts'

type Parts = Pick<Context, 'config' | 'db' | 'log' | 'now'>

/** Long enough for a night without network; then others need the space. */
export const abandonedAfterMs = 24 * 60 * 60_000
const sweepMs = 10 * 60_000

/** Ends what a crash cut off between the check of a file and its place. */
export const finishStoring = async (context: Parts): Promise<void> => {
  for (const row of listStoring(context.db))
    if (!isCompleting(context.db, row.fileId)) await storeVerified(context, row)
}

/** Gives back the space of uploads that nobody continues. Returns how many. */
export const expireUploads = async (context: Parts): Promise<number> => {
  const abandoned = listAbandoned(context.db, context.now() - abandonedAfterMs)
  for (const { fileId } of abandoned) await discardUpload(context, fileId, { by: null, code: 'expired' })
  return abandoned.length
}

/** Heals at the start, and keeps uploads from staying for ever. */
export const startCaseFiles = (context: Parts): Disposable => {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  const round = async () => {
    try {
      await finishStoring(context)
      const count = await expireUploads(context)
      if (count > 0) context.log.info('uploads-expired', { count })
    } catch (error) {
      context.log.error('case-files-not-swept', faultFields(error))
    }
    if (!isStopped) timer = setTimeout(round, sweepMs)
  }
  void round()

  return {
    [Symbol.dispose]() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
