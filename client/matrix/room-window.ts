import * as v from 'valibot'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { serviceRoomTypes } from './service-rooms.ts'

/**
 * Rooms as simplified sliding sync (MSC4186) tells of them, put into the form of `/sync`, which the SDK takes apart.
 * We ask for each room once and from the beginning: no position is kept, so that none can be lost or expire. What
 * happens afterwards comes by `/sync` itself.
 */

const anyEvent = v.looseObject({
  event_id: v.optional(v.string()),
  type: v.string(),
  sender: v.string(),
  state_key: v.optional(v.string()),
  content: v.record(v.string(), v.unknown()),
})
const strippedEvent = v.looseObject({ type: v.string(), sender: v.string(), state_key: v.string() })
const count = v.optional(v.number(), 0)

const windowRoom = v.object({
  required_state: v.optional(v.array(anyEvent), []),
  timeline: v.optional(v.array(anyEvent), []),
  prev_batch: v.optional(v.string()),
  limited: v.optional(v.boolean(), false),
  joined_count: count,
  invited_count: count,
  heroes: v.optional(v.array(v.object({ user_id: v.string() })), []),
  invite_state: v.optional(v.array(strippedEvent)),
})

const receipts = v.object({ type: v.literal('m.receipt'), content: v.record(v.string(), v.unknown()) })
const accountData = v.array(v.object({ type: v.string(), content: v.record(v.string(), v.unknown()) }))

export const windowAnswer = v.object({
  lists: v.optional(v.record(v.string(), v.object({ count: v.number() })), {}),
  rooms: v.optional(v.record(v.string(), windowRoom), {}),
  extensions: v.optional(
    v.object({
      receipts: v.optional(v.object({ rooms: v.optional(v.record(v.string(), receipts), {}) })),
      account_data: v.optional(v.object({ rooms: v.optional(v.record(v.string(), accountData), {}) })),
    }),
    {},
  ),
})
export type WindowAnswer = v.InferOutput<typeof windowAnswer>
type WindowRoom = WindowAnswer['rooms'][string]

/** How much of a room's end is asked for at first, and when that leaves out what the list must know. */
const fewEvents = 10
const moreEvents = 50

/** State types that are Matrix's own and that nothing of ours names. */
const otherState = [
  'm.room.topic',
  'm.room.avatar',
  'm.room.join_rules',
  'm.room.guest_access',
  'm.room.canonical_alias',
  'm.room.pinned_events',
  'm.room.server_acl',
  'm.room.tombstone',
  'm.space.child',
  'm.space.parent',
] as const

/** All state but members; of these, who speaks and ourselves. A type that is no state is simply not found. */
const requiredState = [
  ...[...Object.values(eventTypes), ...otherState].flatMap((type) => (type === eventTypes.member ? [] : [[type, '*']])),
  [eventTypes.member, '$LAZY'],
  [eventTypes.member, '$ME'],
]

const asked = { timeline_limit: fewEvents, required_state: requiredState }
const extensions = { receipts: { enabled: true }, account_data: { enabled: true } }

type Range = { from: number; size: number }
const list = ({ from, size }: Range, filters: Record<string, unknown>) => ({
  ...asked,
  ranges: [[from, from + size - 1]],
  filters,
})
const space = 'm.space'

/** The newest conversations, and as many consults, alerts and invitations as anybody has at a time. */
export const newestRooms = (conversations: number, others: number) => ({
  lists: {
    conversations: list(
      { from: 0, size: conversations },
      { is_invite: false, not_room_types: [space, ...serviceRoomTypes] },
    ),
    services: list({ from: 0, size: others }, { is_invite: false, room_types: serviceRoomTypes }),
    invitations: list({ from: 0, size: others }, { is_invite: true }),
  },
  extensions,
})

/** One stretch of all rooms, newest first. */
export const roomsFrom = (range: Range) => ({
  lists: {
    rooms: list(range, { is_invite: false }),
    invitations: list(range, { is_invite: true }),
  },
  extensions,
})

export const roomsNamed = (roomIds: readonly string[]) => ({
  room_subscriptions: Object.fromEntries(roomIds.map((roomId) => [roomId, asked])),
  extensions,
})

/** Members by name, and so many events that what is unread can be counted. */
export const moreOf = (rooms: ReadonlyMap<string, readonly string[]>) => ({
  room_subscriptions: Object.fromEntries(
    [...rooms].map(([roomId, members]) => [
      roomId,
      {
        timeline_limit: moreEvents,
        required_state: [...requiredState, ...members.map((userId) => [eventTypes.member, userId])],
      },
    ]),
  ),
  extensions,
})

/** How far others have read; the first look tells it for its few events only. */
export const receiptsAt = (roomId: string) => ({
  room_subscriptions: { [roomId]: { timeline_limit: moreEvents, required_state: [] } },
  extensions: { receipts: { enabled: true } },
})

const ownReceipts = (content: unknown, ownId: string): string[] => {
  const byEvent = v.safeParse(v.record(v.string(), v.record(v.string(), v.record(v.string(), v.unknown()))), content)
  if (!byEvent.success) return []
  return Object.entries(byEvent.output).flatMap(([eventId, byType]) =>
    Object.values(byType).some((readers) => ownId in readers) ? [eventId] : [],
  )
}

export const receiptsOf = (answer: WindowAnswer, roomId: string) => answer.extensions.receipts?.rooms[roomId]

/** Whether the events reach back to where the person stopped reading, so that the rest is unread, and all of it. */
const reachesRead = (answer: WindowAnswer, roomId: string, { limited, timeline }: WindowRoom, ownId: string) => {
  const read = ownReceipts(receiptsOf(answer, roomId)?.content, ownId)
  return !limited || timeline.some(({ event_id, sender }) => sender === ownId || read.includes(event_id ?? ''))
}

const unknownHeroes = ({ heroes, required_state }: WindowRoom) => {
  const known = new Set(
    required_state.flatMap(({ type, state_key }) => (type === eventTypes.member ? [state_key] : [])),
  )
  return heroes.flatMap(({ user_id }) => (known.has(user_id) ? [] : [user_id]))
}

/** Rooms of which more must be asked, with the members after whom they are called. */
export const unfinished = (answer: WindowAnswer, ownId: string): Map<string, readonly string[]> =>
  new Map(
    Object.entries(answer.rooms).flatMap(([roomId, room]): [string, readonly string[]][] => {
      if (room.invite_state) return []
      const missing = unknownHeroes(room)
      return missing.length > 0 || !reachesRead(answer, roomId, room, ownId) ? [[roomId, missing]] : []
    }),
  )

export const combined = (first: WindowAnswer, more: WindowAnswer): WindowAnswer => ({
  lists: first.lists,
  rooms: { ...first.rooms, ...more.rooms },
  extensions: {
    receipts: { rooms: { ...first.extensions.receipts?.rooms, ...more.extensions.receipts?.rooms } },
    account_data: { rooms: { ...first.extensions.account_data?.rooms, ...more.extensions.account_data?.rooms } },
  },
})

const isOwnMember = (ownId: string) => (event: WindowRoom['required_state'][number]) =>
  event.type === eventTypes.member && event.state_key === ownId

export type SyncRooms = { join: Record<string, unknown>; invite: Record<string, unknown> }

/** As `/sync` with MSC4222 says it of rooms that a client has not heard of. */
export const syncRoomsOf = (answer: WindowAnswer, ownId: string): SyncRooms => {
  const rooms: SyncRooms = { join: {}, invite: {} }
  for (const [roomId, room] of Object.entries(answer.rooms)) {
    if (room.invite_state) rooms.invite[roomId] = { invite_state: { events: room.invite_state } }
    // Rooms that we were put out of are listed too.
    if (room.required_state.find(isOwnMember(ownId))?.content['membership'] !== 'join') continue
    const read = receiptsOf(answer, roomId)
    rooms.join[roomId] = {
      summary: {
        'm.heroes': room.heroes.map(({ user_id }) => user_id),
        'm.joined_member_count': room.joined_count,
        'm.invited_member_count': room.invited_count,
      },
      'org.matrix.msc4222.state_after': { events: room.required_state },
      timeline: { events: room.timeline, limited: room.limited, prev_batch: room.prev_batch },
      ephemeral: { events: read ? [read] : [] },
      account_data: { events: answer.extensions.account_data?.rooms[roomId] ?? [] },
    }
  }
  return rooms
}
