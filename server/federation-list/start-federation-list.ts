import { nextRefreshMs } from '#shared/federation-list/list.ts'
import type { Context } from '../context.ts'
import { keepRounds } from '../rounds.ts'
import { type FetchList, fetchListOf } from './fetch-list.ts'
import { findSubscription } from './queries.ts'
import { endList, refreshList } from './refresh-list.ts'

const lookMs = 1_000

/** Refreshes the list when it is time to, and closes when its own time has run out. */
export const startFederationList = (context: Context, fetchList: FetchList = fetchListOf(context)): Disposable => {
  return keepRounds(async () => {
    try {
      await endList(context)
      const subscription = findSubscription(context.db)
      const dueAt = subscription && (subscription.triedAt ?? 0) + nextRefreshMs(subscription.failures)
      if (dueAt !== null && dueAt <= context.now()) await refreshList(context, fetchList)
    } catch {
      context.log.error('federation-list-failed', {})
    }
    return lookMs
  })
}
