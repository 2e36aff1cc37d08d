import { createHash, createPublicKey } from 'node:crypto'
import type { Refusal } from '#shared/errors.ts'
import type { SubscribeInput, SubscriptionOutput } from '#shared/federation-list/api.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { settle } from '../partners/settle.ts'
import type { FetchList } from './fetch-list.ts'
import { countListed, findSubscription, removeSubscription, saveListed, saveSubscription } from './queries.ts'
import { askForList, takenOf } from './refresh-list.ts'

const fingerprintOf = (publicKey: string): string => {
  const der = createPublicKey(publicKey).export({ type: 'spki', format: 'der' })
  const hash = createHash('sha256').update(der).digest('hex').toUpperCase()
  return hash.match(/.{4}/g)?.join(' ') ?? ''
}

export const readSubscription = ({ db }: Pick<Context, 'db'>): SubscriptionOutput => {
  const found = findSubscription(db)
  if (!found) return { subscription: null }
  const { url, publicKey, version, issuedAt, endsAt, isInForce, takenAt, triedAt, fault } = found
  const keyFingerprint = fingerprintOf(publicKey)
  const clinics = countListed(db)
  return {
    subscription: { url, keyFingerprint, version, issuedAt, endsAt, isInForce, clinics, takenAt, triedAt, fault },
  }
}

type By = Pick<Person, 'userId'>
const record = (tx: Context['db'], now: number, who: By['userId'], code: 'list-subscribed' | 'list-left') =>
  recordAccess(tx, now, { action: 'partner-changed', details: { who, role: 'admin', code } })

/** The first list must be good: a slip in the address or the key would shut out all partners. */
export const subscribe = async (
  context: Context,
  fetchList: FetchList,
  { userId }: By,
  input: SubscribeInput,
): Promise<Result<SubscriptionOutput, Refusal>> => {
  const before = findSubscription(context.db)
  const isSame = before?.url === input.url && before.publicKey === input.publicKey
  const source = { ...input, version: null, contentHash: null, ...(isSame ? before : {}) }
  const asked = await askForList(context, fetchList, source)
  if (!asked.ok) return refused({ code: 'list-refused', details: { reason: asked.error } })
  const { list } = asked.value
  await settle(context, () =>
    transaction(context.db, (tx) => {
      saveSubscription(tx, { ...input, ...takenOf(asked.value, context.now()) })
      saveListed(
        tx,
        list.domainList.map(({ domain }) => domain),
      )
      record(tx, context.now(), userId, 'list-subscribed')
    }),
  )
  return ok(readSubscription(context))
}

/** From then on the partnerships alone decide. */
export const unsubscribe = async (context: Context, { userId }: By): Promise<Result<SubscriptionOutput, never>> => {
  await settle(context, () =>
    transaction(context.db, (tx) => {
      removeSubscription(tx)
      record(tx, context.now(), userId, 'list-left')
    }),
  )
  return ok(readSubscription(context))
}
