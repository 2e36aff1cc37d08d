import { and, eq } from 'drizzle-orm'
import type { Database } from '../db/open-database.ts'
import type { LeaveWatch } from './leave-watch.ts'
import { callLeaves } from './tables.ts'

export type CallLeave = typeof callLeaves.$inferSelect
type Place = Pick<CallLeave, 'room' | 'identity'>

const at = ({ room, identity }: Place) => and(eq(callLeaves.room, room), eq(callLeaves.identity, identity))

export const allLeaves = (db: Database): CallLeave[] => db.select().from(callLeaves).all()

export const findLeave = (db: Database, place: Place): CallLeave | undefined =>
  db.select().from(callLeaves).where(at(place)).get()

/** A participant has one: a new one takes the place of the old one. */
export const putLeave = (db: Database, leave: CallLeave): void => {
  db.insert(callLeaves)
    .values(leave)
    .onConflictDoUpdate({ target: [callLeaves.room, callLeaves.identity], set: leave })
    .run()
}

/** Nothing happens to one that was replaced meanwhile. */
export const changeLeave = (db: Database, leave: CallLeave, watch: LeaveWatch): void => {
  db.update(callLeaves)
    .set(watch)
    .where(and(at(leave), eq(callLeaves.delayId, leave.delayId)))
    .run()
}

export const deleteLeave = (db: Database, leave: CallLeave): void => {
  db.delete(callLeaves)
    .where(and(at(leave), eq(callLeaves.delayId, leave.delayId)))
    .run()
}
