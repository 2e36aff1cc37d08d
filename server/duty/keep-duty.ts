import { keepRounds } from '../rounds.ts'
import { listUnsettled } from './queries.ts'
import { rebuildIndex } from './rebuild-index.ts'
import { type DutyContext, dutyLock, settleConversation } from './settle-conversation.ts'

const lookMs = 2_000

/**
 * Brings the conversations after what has changed: what a killed service, a Synapse that was away or a clinic that did
 * not answer has left undone, and those whose person was taken out of the directory.
 */
export const startDuty = (context: DutyContext): Disposable => {
  let isComplete = false

  return keepRounds(async () => {
    try {
      if (!isComplete) {
        const count = await rebuildIndex(context, dutyLock)
        if (count > 0) context.log.info('duties-indexed', { count })
        isComplete = true
      }
      for (const { roomId } of listUnsettled(context.db)) await settleConversation(context, dutyLock, roomId)
    } catch {
      context.log.error('duty-not-settled', {})
    }
    return lookMs
  })
}
