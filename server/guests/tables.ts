import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { DeviceId, EventId, RoomId, UserId } from '#shared/matrix/ids.ts'

/** Calls with guests that are not over. Who the guests are, nobody here knows: they say it to the others, encrypted. */
export const guestCalls = sqliteTable(
  'guest_calls',
  {
    room: text('room').$type<RoomId>().primaryKey(),
    conversation: text('conversation').$type<RoomId>().notNull(),
    /** Unix time in ms of when it is over at the latest, unless people are in it with a guest. */
    endsAt: integer('ends_at').notNull(),
    /** Somebody who may let guests in was in it together with one. */
    hasBegun: integer('has_begun', { mode: 'boolean' }).notNull(),
    /** Unix time in ms since when nobody was in it who may let guests in; null while somebody is. */
    emptySince: integer('empty_since'),
  },
  (table) => [index('guest_calls_conversation').on(table.conversation)],
)

export const guestLinks = sqliteTable(
  'guest_links',
  {
    id: text('id').primaryKey(),
    room: text('room').$type<RoomId>().notNull(),
    secretHash: text('secret_hash').notNull(),
    madeBy: text('made_by').$type<UserId>().notNull(),
    expiresAt: integer('expires_at').notNull(),
    /** The account that came of it. */
    guest: text('guest').$type<UserId>(),
    /** The device with which the guest came, and its public keys; null before it has knocked. */
    deviceId: text('device_id').$type<DeviceId>(),
    signingKey: text('signing_key'),
    identityKey: text('identity_key'),
    /** By which the others know the device, without us; and the event that has the key to it. */
    proof: text('proof'),
    keyEvent: text('key_event').$type<EventId>(),
    /** Unix time in ms: since when they have knocked without a pause, and when they did last. */
    waitingSince: integer('waiting_since'),
    heardAt: integer('heard_at'),
    /** Taken back, or the account that came of it is deactivated. */
    isOver: integer('is_over', { mode: 'boolean' }).notNull(),
  },
  (table) => [index('guest_links_room').on(table.room)],
)
