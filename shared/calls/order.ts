import * as v from 'valibot'
import { type UserId, userId } from '../matrix/ids.ts'
import { isGuest } from './guests.ts'

/**
 * Order in a call: who may be in it. It is a state event of the room, so every clinic's service and every client hold
 * to the same, and Matrix itself refuses it from whoever is no host.
 */

const people = v.pipe(v.array(userId), v.maxLength(500))
const unixMs = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Content of the state event `app.consilium.call.order`. */
export const callOrder = v.object({
  /** Whoever comes waits until a host lets them in; also before the call has begun. */
  isWaiting: v.boolean(),
  /** Nobody more comes in; the next call is open again. */
  isLocked: v.boolean(),
  /** Who may be in although one waits, or it is locked: let in, or there before. */
  admitted: people,
  /** Who may not be in any more: removed, or refused. */
  removed: people,
  /** When a host ended the call for everybody the last time, Unix time in ms. */
  endedAt: v.nullable(unixMs),
})
export type CallOrder = v.InferOutput<typeof callOrder>

export const openOrder: CallOrder = { isWaiting: false, isLocked: false, admitted: [], removed: [], endedAt: null }

/** What is no order of ours changes nothing. */
export const parseOrder = (content: unknown): CallOrder => {
  const parsed = v.safeParse(callOrder, content)
  return parsed.success ? parsed.output : openOrder
}

/** `present`: who is in the call at that moment and stays in it. */
export const orderChange = v.variant('kind', [
  /** A host begins: whom the last call kept out or let in is forgotten. */
  v.object({ kind: v.literal('begin') }),
  v.object({ kind: v.literal('let-wait'), present: people }),
  v.object({ kind: v.literal('let-nobody-wait') }),
  v.object({ kind: v.literal('lock'), present: people }),
  v.object({ kind: v.literal('unlock') }),
  v.object({ kind: v.literal('admit'), person: userId }),
  /** Refuses one who waits, too. */
  v.object({ kind: v.literal('remove'), person: userId }),
  v.object({ kind: v.literal('end') }),
])
export type OrderChange = v.InferOutput<typeof orderChange>

const withPeople = (before: readonly UserId[], more: readonly UserId[]): UserId[] => [...new Set([...before, ...more])]
const without = (before: readonly UserId[], person: UserId): UserId[] => before.filter((other) => other !== person)

export const changeOrder = (order: CallOrder, change: OrderChange, now: number): CallOrder => {
  const { admitted, removed } = order
  switch (change.kind) {
    case 'begin':
      return { ...order, isLocked: false, admitted: [], removed: [] }
    case 'let-wait':
      return { ...order, isWaiting: true, admitted: withPeople(admitted, change.present) }
    case 'let-nobody-wait':
      return { ...order, isWaiting: false }
    case 'lock':
      return { ...order, isLocked: true, admitted: withPeople(admitted, change.present) }
    case 'unlock':
      return { ...order, isLocked: false }
    case 'admit':
      return { ...order, admitted: withPeople(admitted, [change.person]), removed: without(removed, change.person) }
    case 'remove':
      return { ...order, admitted: without(admitted, change.person), removed: withPeople(removed, [change.person]) }
    case 'end':
      return { ...order, isLocked: false, admitted: [], removed: [], endedAt: now }
    default:
      return change satisfies never
  }
}

export type Entry = 'enter' | 'wait' | 'locked' | 'removed'

/** What the order says of one who is no host, while the call goes on. */
const entryWhileRunning = ({ isWaiting, isLocked, admitted, removed }: CallOrder, person: UserId): Entry => {
  if (removed.includes(person)) return 'removed'
  if (admitted.includes(person)) return 'enter'
  if (isLocked) return 'locked'
  // A guest is always let in by somebody, whatever else holds for the call.
  return isWaiting || isGuest(person) ? 'wait' : 'enter'
}

/** Whether one look at an order is enough: it says nothing that could keep this person out. */
export const isOpenTo = (order: CallOrder, person: UserId): boolean =>
  !isGuest(person) && !order.isWaiting && entryWhileRunning(order, person) === 'enter'

export type OrderedCall = {
  order: CallOrder
  isHost(person: UserId): boolean
  /** Whose devices are in the call, as the room says. */
  present: readonly UserId[]
}

/**
 * Whether a person may be in the call. A lock, and who was let in or put out, hold as long as somebody is in who may
 * be: they end with the call, also when nobody was left to take them back.
 */
export const entryOf = ({ order, isHost, present }: OrderedCall, person: UserId): Entry => {
  if (isHost(person)) return 'enter'
  // Guests do not keep a call going: it is not theirs.
  const isRunning = present.some(
    (other) => isHost(other) || (!isGuest(other) && entryWhileRunning(order, other) === 'enter'),
  )
  if (!isRunning) return order.isWaiting || isGuest(person) ? 'wait' : 'enter'
  return entryWhileRunning(order, person)
}
