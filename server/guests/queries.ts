import { and, eq, isNull } from 'drizzle-orm'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Database } from '../db/open-database.ts'
import { guestCalls, guestLinks } from './tables.ts'

export type GuestCall = typeof guestCalls.$inferSelect
export type GuestLinkRow = typeof guestLinks.$inferSelect

export const allGuestCalls = (db: Database): GuestCall[] => db.select().from(guestCalls).all()

export const findGuestCall = (db: Database, room: RoomId): GuestCall | undefined =>
  db.select().from(guestCalls).where(eq(guestCalls.room, room)).get()

export const guestCallOf = (db: Database, conversation: RoomId): GuestCall | undefined =>
  db.select().from(guestCalls).where(eq(guestCalls.conversation, conversation)).get()

export const addGuestCall = (db: Database, call: GuestCall): void => void db.insert(guestCalls).values(call).run()

export const changeGuestCall = (db: Database, room: RoomId, change: Partial<Omit<GuestCall, 'room'>>): void =>
  void db.update(guestCalls).set(change).where(eq(guestCalls.room, room)).run()

/** With its links, which say by their account who was there. */
export const deleteGuestCall = (db: Database, room: RoomId): void => {
  db.delete(guestLinks).where(eq(guestLinks.room, room)).run()
  db.delete(guestCalls).where(eq(guestCalls.room, room)).run()
}

export const addLink = (db: Database, link: GuestLinkRow): void => void db.insert(guestLinks).values(link).run()

export const findLink = (db: Database, id: string): GuestLinkRow | undefined =>
  db.select().from(guestLinks).where(eq(guestLinks.id, id)).get()

export const linksOf = (db: Database, room: RoomId): GuestLinkRow[] =>
  db.select().from(guestLinks).where(eq(guestLinks.room, room)).all()

/** Of two who come by one link at once, one gets true. */
export const useLink = (db: Database, id: string, guest: UserId): boolean =>
  db
    .update(guestLinks)
    .set({ guest })
    .where(and(eq(guestLinks.id, id), isNull(guestLinks.guest), eq(guestLinks.isOver, false)))
    .run().changes === 1

export const findLinkOf = (db: Database, guest: UserId): GuestLinkRow | undefined =>
  db.select().from(guestLinks).where(eq(guestLinks.guest, guest)).get()

type Knock = Pick<GuestLinkRow, 'deviceId' | 'signingKey' | 'identityKey' | 'proof' | 'waitingSince' | 'heardAt'>

export const noteKnock = (db: Database, id: string, knock: Knock): void =>
  void db.update(guestLinks).set(knock).where(eq(guestLinks.id, id)).run()

export const endLink = (db: Database, id: string): void =>
  void db.update(guestLinks).set({ isOver: true }).where(eq(guestLinks.id, id)).run()
