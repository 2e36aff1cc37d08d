import { type ListFault, mayFollow } from '#shared/federation-list/list.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import { type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { settle } from '../partners/settle.ts'
import { type FetchedList, type FetchList, readList } from './fetch-list.ts'
import { findSubscription, listRulingOn, type Subscription, saveListed, saveSubscription } from './queries.ts'

/** A stranger's question must not make us ask the operator all the time. */
const missMs = 60_000

type Source = Pick<Subscription, 'url' | 'publicKey' | 'version' | 'contentHash'>

/** Asks the operator, and says what speaks against what came. */
export const askForList = async (
  { now }: Pick<Context, 'now'>,
  fetchList: FetchList,
  { url, publicKey, version, contentHash }: Source,
): Promise<Result<FetchedList, ListFault>> => {
  const jws = await fetchList(url)
  if (jws === null) return refused('unreachable')
  const read = await readList(jws, publicKey)
  if (!read.ok) return read
  const taken = version === null || contentHash === null ? null : { version, contentHash }
  const followed = mayFollow(taken, read.value.list, read.value.contentHash, now())
  return followed.ok ? read : followed
}

export const takenOf = ({ list, contentHash }: FetchedList, now: number) => ({
  version: list.version,
  contentHash,
  issuedAt: list.iat * 1000,
  endsAt: list.exp * 1000,
  isInForce: true,
  takenAt: now,
  triedAt: now,
  fault: null,
  failures: 0,
})

/** Once more; what is not good leaves the last good list in force until its time runs out. */
export const refreshList = async (context: Context, fetchList: FetchList): Promise<void> => {
  const before = findSubscription(context.db)
  if (!before) return
  const asked = await askForList(context, fetchList, before)
  const current = findSubscription(context.db)
  // Another list, or none, since we asked.
  if (!current || current.url !== before.url || current.publicKey !== before.publicKey) return
  if (!asked.ok) {
    saveSubscription(context.db, {
      ...current,
      triedAt: context.now(),
      fault: asked.error,
      failures: current.failures + 1,
    })
    return context.log.warn('federation-list-refused', { reason: asked.error })
  }
  const { list } = asked.value
  await settle(context, () =>
    transaction(context.db, (tx) => {
      saveSubscription(tx, { ...current, ...takenOf(asked.value, context.now()) })
      saveListed(
        tx,
        list.domainList.map(({ domain }) => domain),
      )
    }),
  )
  if (current.version !== list.version) context.log.info('federation-list-taken', { count: list.domainList.length })
}

/** What the list says; an unknown clinic may have come since, so that the operator is asked once more before refusing. */
export const ruleByList = async (context: Context, fetchList: FetchList, server: ServerName) => {
  const ruling = listRulingOn(context.db, server)
  const triedAt = findSubscription(context.db)?.triedAt ?? 0
  if (ruling !== 'not-listed' || context.now() - triedAt < missMs) return ruling
  await refreshList(context, fetchList)
  return listRulingOn(context.db, server)
}

/** The moment after which a list lets nobody through; the last good one is kept until then. */
export const endList = async (context: Context): Promise<void> => {
  const subscription = findSubscription(context.db)
  if (!subscription?.isInForce || subscription.endsAt === null || subscription.endsAt > context.now()) return
  context.log.error('federation-list-ended', {})
  await settle(context, () => saveSubscription(context.db, { ...subscription, isInForce: false }))
}
