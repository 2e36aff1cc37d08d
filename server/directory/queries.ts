import { and, asc, count, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { availableAlways, type OwnAvailability } from '#shared/directory/availability.ts'
import type { Specialty } from '#shared/directory/specialty.ts'
import type { OnCallTier } from '#shared/directory/tier.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { Database } from '../db/open-database.ts'
import { availabilities, directoryHidden, directoryPeople, directoryServices, onCallDuties } from './tables.ts'

export type ServiceRow = typeof directoryServices.$inferSelect & { onCallCount: number }
export type PersonRow = typeof directoryPeople.$inferSelect & {
  tier: OnCallTier | null
  availability: OwnAvailability | null
}
export type Wanted = { words: readonly string[]; specialty?: Specialty | undefined; limit: number; offset?: number }
export type WantedPeople = Wanted & {
  serviceId?: string | undefined
  userId?: UserId | undefined
  /** A partner asks: who does not want to be found by partners is not. */
  isForPartner?: boolean
}

/** Text that begins with a space before each word; matches inside of words too, as German compounds need. */
const holds = (column: SQLiteColumn, words: readonly string[]): SQL[] =>
  words.map((word) => sql`instr(${column}, ${word}) > 0`)

const people = (db: Database) =>
  db
    .select({
      userId: directoryPeople.userId,
      name: directoryPeople.name,
      title: directoryPeople.title,
      specialty: directoryPeople.specialty,
      serviceId: directoryPeople.serviceId,
      searchText: directoryPeople.searchText,
      tier: onCallDuties.tier,
      availability: availabilities.content,
    })
    .from(directoryPeople)
    .leftJoin(onCallDuties, eq(onCallDuties.userId, directoryPeople.userId))
    .leftJoin(availabilities, eq(availabilities.userId, directoryPeople.userId))
    .$dynamic()

const services = (db: Database) =>
  db
    .select({
      id: directoryServices.id,
      name: directoryServices.name,
      specialty: directoryServices.specialty,
      searchText: directoryServices.searchText,
      phone: directoryServices.phone,
      times: directoryServices.times,
      onCallCount: count(onCallDuties.userId),
    })
    .from(directoryServices)
    .leftJoin(directoryPeople, eq(directoryPeople.serviceId, directoryServices.id))
    .leftJoin(onCallDuties, eq(onCallDuties.userId, directoryPeople.userId))
    .groupBy(directoryServices.id)
    .orderBy(asc(directoryServices.name))
    .$dynamic()

const isWanted = ({ words, specialty, serviceId, userId, isForPartner }: Omit<WantedPeople, 'limit'>) =>
  and(
    ...holds(directoryPeople.searchText, words),
    specialty ? eq(directoryPeople.specialty, specialty) : undefined,
    serviceId ? eq(directoryPeople.serviceId, serviceId) : undefined,
    userId ? eq(directoryPeople.userId, userId) : undefined,
    isForPartner ? isNull(directoryHidden.userId) : undefined,
  )

export const findPeople = (db: Database, wanted: WantedPeople): PersonRow[] =>
  people(db)
    .leftJoin(directoryHidden, eq(directoryHidden.userId, directoryPeople.userId))
    .where(isWanted(wanted))
    .orderBy(asc(directoryPeople.name), asc(directoryPeople.userId))
    .limit(wanted.limit)
    .offset(wanted.offset ?? 0)
    .all()

export const countFoundPeople = (db: Database, wanted: WantedPeople): number =>
  db
    .select({ all: count() })
    .from(directoryPeople)
    .leftJoin(directoryHidden, eq(directoryHidden.userId, directoryPeople.userId))
    .where(isWanted(wanted))
    .get()?.all ?? 0

export const isFoundByPartners = (db: Database, userId: UserId): boolean =>
  !db.select().from(directoryHidden).where(eq(directoryHidden.userId, userId)).get()

export const saveFoundByPartners = (db: Database, userId: UserId, isFound: boolean): void => {
  if (isFound) db.delete(directoryHidden).where(eq(directoryHidden.userId, userId)).run()
  else db.insert(directoryHidden).values({ userId }).onConflictDoNothing().run()
}

export const peopleByIds = (db: Database, ids: readonly UserId[]): PersonRow[] =>
  people(db)
    .where(inArray(directoryPeople.userId, [...ids]))
    .all()

export const findPerson = (db: Database, userId: UserId): PersonRow | null => peopleByIds(db, [userId])[0] ?? null

/** Of one department, or of the whole clinic. */
export const listPersonIds = (db: Database, serviceId: string | null): UserId[] =>
  db
    .select({ userId: directoryPeople.userId })
    .from(directoryPeople)
    .where(serviceId === null ? undefined : eq(directoryPeople.serviceId, serviceId))
    .orderBy(asc(directoryPeople.userId))
    .all()
    .map(({ userId }) => userId)

export const countPeople = (db: Database): number => db.select({ all: count() }).from(directoryPeople).get()?.all ?? 0

export const countServices = (db: Database): number =>
  db.select({ all: count() }).from(directoryServices).get()?.all ?? 0

export const findServices = (db: Database, { words, specialty, limit, offset = 0 }: Wanted): ServiceRow[] =>
  services(db)
    .where(
      and(
        ...holds(directoryServices.searchText, words),
        specialty ? eq(directoryServices.specialty, specialty) : undefined,
      ),
    )
    .limit(limit)
    .offset(offset)
    .all()

export const findService = (db: Database, id: string): ServiceRow | null =>
  services(db).where(eq(directoryServices.id, id)).get() ?? null

export type DutyRow = { userId: UserId; name: string; tier: OnCallTier; since: number }

export const peopleOfService = (db: Database, serviceId: string): PersonRow[] =>
  people(db).where(eq(directoryPeople.serviceId, serviceId)).all()

export const dutiesOf = (db: Database, serviceId: string): DutyRow[] =>
  db
    .select({
      userId: onCallDuties.userId,
      name: directoryPeople.name,
      tier: onCallDuties.tier,
      since: onCallDuties.since,
    })
    .from(onCallDuties)
    .innerJoin(directoryPeople, eq(directoryPeople.userId, onCallDuties.userId))
    .where(eq(directoryPeople.serviceId, serviceId))
    .orderBy(asc(onCallDuties.since), asc(onCallDuties.userId))
    .all()

export const savePerson = (db: Database, row: typeof directoryPeople.$inferInsert): void => {
  db.insert(directoryPeople).values(row).onConflictDoUpdate({ target: directoryPeople.userId, set: row }).run()
}

export const removePerson = (db: Database, userId: UserId): void => {
  db.delete(directoryPeople).where(eq(directoryPeople.userId, userId)).run()
}

export const saveService = (db: Database, row: typeof directoryServices.$inferInsert): void => {
  db.insert(directoryServices).values(row).onConflictDoUpdate({ target: directoryServices.id, set: row }).run()
}

export const saveServicePhone = (db: Database, id: string, phone: string | null): void => {
  db.update(directoryServices).set({ phone }).where(eq(directoryServices.id, id)).run()
}

export const saveDuty = (db: Database, row: typeof onCallDuties.$inferInsert): void => {
  db.insert(onCallDuties).values(row).onConflictDoUpdate({ target: onCallDuties.userId, set: row }).run()
}

export const endDuty = (db: Database, userId: UserId): void => {
  db.delete(onCallDuties).where(eq(onCallDuties.userId, userId)).run()
}

export const readAvailability = (db: Database, userId: UserId): OwnAvailability =>
  db.select().from(availabilities).where(eq(availabilities.userId, userId)).get()?.content ?? availableAlways

export const saveAvailability = (db: Database, userId: UserId, content: OwnAvailability): void => {
  db.insert(availabilities)
    .values({ userId, content })
    .onConflictDoUpdate({ target: availabilities.userId, set: { content } })
    .run()
}
