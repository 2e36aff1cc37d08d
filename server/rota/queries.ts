import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, lte } from 'drizzle-orm'
import type { UserId } from '#shared/matrix/ids.ts'
import type { RotaSettings } from '#shared/rota/api.ts'
import type { PlannedShift } from '#shared/rota/planned-shift.ts'
import type { Swap } from '#shared/rota/swap.ts'
import type { Database } from '../db/open-database.ts'
import { rotaCalendars, rotaSettings, rotaShifts, rotaSwaps } from './tables.ts'

type ShiftRow = typeof rotaShifts.$inferSelect
export type CalendarRow = typeof rotaCalendars.$inferSelect

const shiftOf = ({ id, tier, userId, start, end, version }: ShiftRow): PlannedShift => ({
  id,
  tier,
  userId,
  start,
  end,
  version,
})

/** Everything that touches a time, in order. */
export const shiftsWithin = (db: Database, serviceId: string, from: number, to: number): PlannedShift[] =>
  db
    .select()
    .from(rotaShifts)
    .where(and(eq(rotaShifts.serviceId, serviceId), gt(rotaShifts.end, from), lt(rotaShifts.start, to)))
    .orderBy(asc(rotaShifts.start), asc(rotaShifts.id))
    .all()
    .map(shiftOf)

export const shiftsOfPerson = (
  db: Database,
  serviceId: string,
  userId: UserId,
  from: number,
  to: number,
): PlannedShift[] => shiftsWithin(db, serviceId, from, to).filter((shift) => shift.userId === userId)

const isShift = (serviceId: string, id: string) => and(eq(rotaShifts.serviceId, serviceId), eq(rotaShifts.id, id))

const findRow = (db: Database, serviceId: string, id: string): ShiftRow | null =>
  db.select().from(rotaShifts).where(isShift(serviceId, id)).get() ?? null

export const findShift = (db: Database, serviceId: string, id: string): PlannedShift | null => {
  const row = findRow(db, serviceId, id)
  return row && shiftOf(row)
}

/** Another person, or another duty, has not begun it yet. */
export const saveShift = (db: Database, serviceId: string, shift: PlannedShift): void => {
  const known = findRow(db, serviceId, shift.id)
  const isOther = known?.userId !== shift.userId || known?.tier !== shift.tier
  const row = {
    ...shift,
    serviceId,
    begunAt: isOther ? null : (known?.begunAt ?? null),
    endedAt: isOther ? null : (known?.endedAt ?? null),
  }
  db.insert(rotaShifts)
    .values(row)
    .onConflictDoUpdate({ target: [rotaShifts.serviceId, rotaShifts.id], set: row })
    .run()
}

export const removeShifts = (db: Database, serviceId: string, ids: readonly string[]): number => {
  db.delete(rotaSwaps)
    .where(and(eq(rotaSwaps.serviceId, serviceId), inArray(rotaSwaps.shiftId, [...ids])))
    .run()
  return db
    .delete(rotaShifts)
    .where(and(eq(rotaShifts.serviceId, serviceId), inArray(rotaShifts.id, [...ids])))
    .run().changes
}

/** What runs now and has not been begun by the plan. */
export const shiftsToBegin = (db: Database, serviceId: string, now: number): PlannedShift[] =>
  db
    .select()
    .from(rotaShifts)
    .where(
      and(
        eq(rotaShifts.serviceId, serviceId),
        gt(rotaShifts.end, now),
        lte(rotaShifts.start, now),
        isNull(rotaShifts.begunAt),
        isNotNull(rotaShifts.userId),
      ),
    )
    .all()
    .map(shiftOf)

/** What was begun by the plan and is over. */
export const shiftsToEnd = (db: Database, serviceId: string, now: number): PlannedShift[] =>
  db
    .select()
    .from(rotaShifts)
    .where(
      and(
        eq(rotaShifts.serviceId, serviceId),
        lte(rotaShifts.end, now),
        isNotNull(rotaShifts.begunAt),
        isNull(rotaShifts.endedAt),
      ),
    )
    .all()
    .map(shiftOf)

export const markShift = (
  db: Database,
  serviceId: string,
  id: string,
  mark: { begunAt: number } | { endedAt: number },
): void => {
  db.update(rotaShifts).set(mark).where(isShift(serviceId, id)).run()
}

export const readSettings = (db: Database, serviceId: string): RotaSettings | null =>
  db.select().from(rotaSettings).where(eq(rotaSettings.serviceId, serviceId)).get()?.content ?? null

export const saveSettings = (db: Database, serviceId: string, content: RotaSettings): void => {
  db.insert(rotaSettings)
    .values({ serviceId, content })
    .onConflictDoUpdate({ target: rotaSettings.serviceId, set: { content } })
    .run()
}

/** Departments whose duty is planned. */
export const listPlanned = (db: Database): { serviceId: string; content: RotaSettings }[] =>
  db.select().from(rotaSettings).orderBy(asc(rotaSettings.serviceId)).all()

export const swapsOf = (db: Database, serviceId: string): Swap[] =>
  db
    .select()
    .from(rotaSwaps)
    .where(eq(rotaSwaps.serviceId, serviceId))
    .all()
    .map(({ content }) => content)

export const saveSwap = (db: Database, serviceId: string, id: string, content: Swap | null): void => {
  const isOne = and(eq(rotaSwaps.serviceId, serviceId), eq(rotaSwaps.shiftId, id))
  if (!content) {
    db.delete(rotaSwaps).where(isOne).run()
    return
  }
  db.insert(rotaSwaps)
    .values({ serviceId, shiftId: id, content })
    .onConflictDoUpdate({ target: [rotaSwaps.serviceId, rotaSwaps.shiftId], set: { content } })
    .run()
}

export const calendarOf = (db: Database, userId: UserId): CalendarRow | null =>
  db.select().from(rotaCalendars).where(eq(rotaCalendars.userId, userId)).get() ?? null

export const calendarBySecret = (db: Database, secretHash: string): CalendarRow | null =>
  db.select().from(rotaCalendars).where(eq(rotaCalendars.secretHash, secretHash)).get() ?? null

export const saveCalendar = (db: Database, row: CalendarRow): void => {
  db.insert(rotaCalendars).values(row).onConflictDoUpdate({ target: rotaCalendars.userId, set: row }).run()
}

export const removeCalendar = (db: Database, userId: UserId): void => {
  db.delete(rotaCalendars).where(eq(rotaCalendars.userId, userId)).run()
}
