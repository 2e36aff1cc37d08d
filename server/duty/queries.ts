import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { membersOf } from '#shared/duty/roster.ts'
import type { Roster } from '#shared/duty/roster-content.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { type Database, transaction } from '../db/open-database.ts'
import { dutyAnswers, dutyConversations } from './tables.ts'

export type ConversationRow = typeof dutyConversations.$inferSelect

/** So many answers make what is usual. */
const usualOf = 20
const leastAnswers = 3

export const findConversation = (db: Database, roomId: RoomId): ConversationRow | null =>
  db.select().from(dutyConversations).where(eq(dutyConversations.roomId, roomId)).get() ?? null

export const findByAsker = (db: Database, serviceId: string, asker: UserId): ConversationRow | null =>
  db
    .select()
    .from(dutyConversations)
    .where(and(eq(dutyConversations.serviceId, serviceId), eq(dutyConversations.asker, asker)))
    .get() ?? null

export const listRoomIds = (db: Database): Set<RoomId> =>
  new Set(
    db
      .select({ roomId: dutyConversations.roomId })
      .from(dutyConversations)
      .all()
      .map(({ roomId }) => roomId),
  )

/** Those that a change of shift concerns. */
export const listActive = (db: Database, serviceId: string): ConversationRow[] =>
  db
    .select()
    .from(dutyConversations)
    .where(and(eq(dutyConversations.serviceId, serviceId), eq(dutyConversations.isAtRest, false)))
    .all()

/** Those that have not followed every change yet. */
export const listUnsettled = (db: Database): ConversationRow[] =>
  db.select().from(dutyConversations).where(lt(dutyConversations.settled, dutyConversations.wanted)).all()

/** In the same transaction as the change that they have to follow. */
export const unsettle = (db: Database, serviceId: string): void => {
  db.update(dutyConversations)
    .set({ wanted: sql`${dutyConversations.wanted} + 1` })
    .where(and(eq(dutyConversations.serviceId, serviceId), eq(dutyConversations.isAtRest, false)))
    .run()
}

export const recordSettled = (db: Database, roomId: RoomId, settled: number): void => {
  db.update(dutyConversations).set({ settled }).where(eq(dutyConversations.roomId, roomId)).run()
}

const isAtRest = (roster: Roster) => roster.status === 'closed' && membersOf(roster).length === 1

/** Keeps what a room says; a second room of the same asker and role is not recorded. Returns the row that there is. */
export const recordRoster = (db: Database, roomId: RoomId, roster: Roster): ConversationRow | null =>
  transaction(db, (tx) => {
    const { asker } = roster
    const serviceId = roster.service.id
    const row = { serviceId, asker, roster, isAtRest: isAtRest(roster) }
    const known = findByAsker(tx, serviceId, asker)
    if (known && known.roomId !== roomId) return known
    tx.insert(dutyConversations)
      .values({ roomId, ...row })
      .onConflictDoUpdate({ target: dutyConversations.roomId, set: row })
      .run()
    return findConversation(tx, roomId)
  })

/** The asker has said something: they wait since their first word that has no answer. */
export const recordAsked = (db: Database, roomId: RoomId, now: number): void => {
  db.update(dutyConversations)
    .set({ waitingSince: sql`coalesce(${dutyConversations.waitingSince}, ${now})` })
    .where(eq(dutyConversations.roomId, roomId))
    .run()
}

export const recordAnswered = (db: Database, roomId: RoomId, now: number): void =>
  transaction(db, (tx) => {
    const row = findConversation(tx, roomId)
    if (!row || row.waitingSince === null) return
    const { serviceId } = row
    tx.update(dutyConversations).set({ waitingSince: null }).where(eq(dutyConversations.roomId, roomId)).run()
    tx.insert(dutyAnswers)
      .values({ serviceId, tookMs: Math.max(0, now - row.waitingSince) })
      .run()
    const oldest = lastAnswers(tx, serviceId).at(-1)
    if (oldest)
      tx.delete(dutyAnswers)
        .where(and(eq(dutyAnswers.serviceId, serviceId), lt(dutyAnswers.id, oldest.id)))
        .run()
  })

const lastAnswers = (db: Database, serviceId: string) =>
  db
    .select()
    .from(dutyAnswers)
    .where(eq(dutyAnswers.serviceId, serviceId))
    .orderBy(desc(dutyAnswers.id))
    .limit(usualOf)
    .all()

/** The median of the last answers; null while there are too few to say. */
export const usualAnswerMs = (db: Database, serviceId: string): number | null => {
  const took = lastAnswers(db, serviceId)
    .map(({ tookMs }) => tookMs)
    .sort((one, other) => one - other)
  return took.length < leastAnswers ? null : (took[Math.floor(took.length / 2)] ?? null)
}
