import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { HomeserverUnreachable } from '../errors.ts'
import { faultFields } from '../log.ts'
import { isTransactionDone, pruneTransactions, recordTransaction } from './queries.ts'

/** Synapse repeats a transaction until it is answered, and never one that it got an answer for. */
const keptMs = 30 * 24 * 60 * 60_000

const matrixEvent = v.looseObject({
  type: v.string(),
  room_id: v.string(),
  event_id: v.string(),
  sender: v.string(),
  origin_server_ts: v.number(),
  state_key: v.optional(v.string()),
  content: v.record(v.string(), v.unknown()),
})

/** Application-service API, `PUT /_matrix/app/v1/transactions/{txnId}`; what else it carries is not for us. */
export const transactionBody = v.looseObject({ events: v.optional(v.array(v.unknown()), []) })

/** An event of a room that our service account is in, as Synapse hands it over; `content` is as its sender wrote it. */
export type MatrixEvent = {
  type: string
  room_id: RoomId
  event_id: EventId
  sender: UserId
  /** Unix time in ms, by the sender's server. */
  origin_server_ts: number
  state_key?: string | undefined
  content: Record<string, unknown>
}

/** May be given the same event again after a crash, so its effect must be the same. */
export type EventListener = (context: Context, event: MatrixEvent) => void | Promise<void>

/** What comes from Synapse is well-formed by its own checks; anything else is none of our events. */
const readEvent = (raw: unknown): MatrixEvent | null => {
  const parsed = v.safeParse(matrixEvent, raw)
  return parsed.success ? (parsed.output as v.InferOutput<typeof matrixEvent> & MatrixEvent) : null
}

/** Worth waiting for: the same transaction can succeed later. Everything else would only stop what comes after it. */
const isPassing = (error: unknown): boolean =>
  error instanceof HomeserverUnreachable ||
  (error instanceof Error && (error.name === 'SqliteError' || isPassing(error.cause)))

const tell = async (context: Context, listeners: readonly EventListener[], event: MatrixEvent): Promise<void> => {
  for (const listener of listeners) {
    try {
      await listener(context, event)
    } catch (error) {
      if (isPassing(error)) throw error
      context.log.error('event-listener-failed', { eventType: event.type, ...faultFields(error) })
    }
  }
}

/** Age and the like differ in a repeated transaction; the events do not. */
const nameOf = (raw: unknown): string => {
  const eventId = typeof raw === 'object' && raw !== null && 'event_id' in raw ? raw.event_id : null
  return typeof eventId === 'string' ? eventId : JSON.stringify(raw)
}

/** Synapse on SQLite counts its transactions from one again after a restart, so that the id alone names several. */
const keyOf = (txnId: string, events: readonly unknown[]): string =>
  `${txnId} ${createHash('sha256').update(events.map(nameOf).join('\n')).digest('base64url')}`

const workThrough = async (
  context: Context,
  listeners: readonly EventListener[],
  txnId: string,
  events: readonly unknown[],
): Promise<void> => {
  const key = keyOf(txnId, events)
  if (isTransactionDone(context.db, key)) return
  for (const raw of events) {
    const event = readEvent(raw)
    if (event) await tell(context, listeners, event)
  }
  recordTransaction(context.db, key, context.now())
  pruneTransactions(context.db, context.now() - keptMs)
}

export type TakeTransaction = (context: Context, txnId: string, events: readonly unknown[]) => Promise<void>

/** One after the other, in Synapse's order; a transaction that comes again meanwhile waits for the first. */
export const transactionTaker = (listeners: readonly EventListener[]): TakeTransaction => {
  let turn: Promise<unknown> = Promise.resolve()
  return (context, txnId, events) => {
    const mine = turn.catch(() => {}).then(() => workThrough(context, listeners, txnId, events))
    turn = mine
    return mine
  }
}
