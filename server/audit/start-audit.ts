import type { Context } from '../context.ts'
import { faultFields } from '../log.ts'
import { keepRounds } from '../rounds.ts'
import { keepHead } from './audit-room.ts'
import { deleteOldDetails } from './delete-old-details.ts'
import { newestHead } from './queries.ts'

type Parts = Pick<Context, 'config' | 'db' | 'homeserver' | 'log' | 'now'>

/** So much of the log rests on our own database alone. */
const everyMs = 60_000
/** While Synapse is away or starts beside us, or the log has not begun. */
const retryMs = 5_000

/** Deletes details at their time, and keeps where the log stands in the room and in the service's own log. */
export const startAudit = (context: Parts): Disposable => {
  let keptSeq = 0

  return keepRounds(async () => {
    let pauseMs = everyMs
    try {
      const count = deleteOldDetails(context)
      if (count > 0) context.log.info('audit-details-deleted', { count })
      const head = newestHead(context.db)
      if (!head) pauseMs = retryMs
      else if (head.seq !== keptSeq) {
        await keepHead(context, head)
        keptSeq = head.seq
        context.log.info('audit-head', { count: head.seq, auditHash: head.hash })
      }
    } catch (error) {
      context.log.error('audit-head-not-kept', faultFields(error))
      pauseMs = retryMs
    }
    return pauseMs
  })
}
