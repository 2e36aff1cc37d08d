import { and, asc, count, desc, eq, gte, isNotNull, lte, sql } from 'drizzle-orm'
import { askingsOf } from '#shared/consults/askings.ts'
import { median } from '#shared/consults/figures.ts'
import type { Priority } from '#shared/consults/priority.ts'
import type { Task } from '#shared/consults/task-content.ts'
import { askerAtHome, askersOf } from '#shared/consults/task-people.ts'
import { isOver } from '#shared/consults/task-status.ts'
import { dueAt } from '#shared/consults/task-times.ts'
import { foldedText } from '#shared/directory/search-text.ts'
import { type RoomId, type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { recordedVersion } from '../audit/queries.ts'
import { recordAccess } from '../audit/record-access.ts'
import { type Database, transaction } from '../db/open-database.ts'
import { accessesOf } from './accesses.ts'
import { consultAskings, consultClaims, consultPeople, consults, isUninvited } from './tables.ts'

export type ConsultRow = typeof consults.$inferSelect

export const findConsult = (db: Database, roomId: RoomId): ConsultRow | null =>
  db.select().from(consults).where(eq(consults.roomId, roomId)).get() ?? null

export const findByRequest = (db: Database, requester: UserId, requestId: string): ConsultRow | null =>
  db
    .select()
    .from(consults)
    .where(and(eq(consults.requester, requester), eq(consults.requestId, requestId)))
    .get() ?? null

/** Of every clinic that we have a part with. */
export const countOpenConsults = (db: Database): number =>
  db
    .select({ status: consults.status, number: count() })
    .from(consults)
    .groupBy(consults.status)
    .all()
    .reduce((sum, { status, number }) => (isOver(status) ? sum : sum + number), 0)

type Wanted = { isOver: boolean; words?: readonly string[]; priority?: Priority | undefined }
type Place = { changedAt: number; roomId: RoomId }

const ofPerson = (userId: UserId, { isOver, words = [], priority }: Wanted) => [
  eq(consultPeople.userId, userId),
  eq(consultPeople.isOver, isOver),
  ...words.map((word) => sql`instr(${consults.searchText}, ${word}) > 0`),
  ...(priority ? [eq(consults.priority, priority)] : []),
]

/** Newest change first. */
export const listConsultsOf = (
  db: Database,
  userId: UserId,
  { after, limit, ...wanted }: Wanted & { after?: Place | undefined; limit: number },
): (ConsultRow & Pick<Place, 'changedAt'>)[] =>
  db
    .select({ consult: consults, changedAt: consultPeople.changedAt })
    .from(consultPeople)
    .innerJoin(consults, eq(consults.roomId, consultPeople.roomId))
    .where(
      and(
        ...ofPerson(userId, wanted),
        after && sql`(${consultPeople.changedAt}, ${consultPeople.roomId}) < (${after.changedAt}, ${after.roomId})`,
      ),
    )
    .orderBy(desc(consultPeople.changedAt), desc(consultPeople.roomId))
    .limit(limit)
    .all()
    .map(({ consult, changedAt }) => ({ ...consult, changedAt }))

export const countConsultsOf = (db: Database, userId: UserId, wanted: Wanted): number => {
  const counted = db.select({ total: count() }).from(consultPeople).$dynamic()
  // Who looks for nothing is answered by the list of people alone.
  const isNarrowed = wanted.words?.length || wanted.priority
  const found = isNarrowed ? counted.innerJoin(consults, eq(consults.roomId, consultPeople.roomId)) : counted
  return found.where(and(...ofPerson(userId, wanted))).get()?.total ?? 0
}

/** Those of the own clinic that are not over and whose question somebody looks after. */
export const listAskedBy = (db: Database, homeServer: ServerName, userId: UserId): ConsultRow[] =>
  db
    .select({ consult: consults })
    .from(consultPeople)
    .innerJoin(consults, eq(consults.roomId, consultPeople.roomId))
    .where(and(...ofPerson(userId, { isOver: false }), eq(consults.homeServer, homeServer)))
    .all()
    .map(({ consult }) => consult)
    .filter(({ task }) => askerAtHome(task) === userId)

/** Those of the own clinic that the timer has to do something for, the one that has waited longest first. */
export const listDue = (db: Database, homeServer: ServerName, now: number): ConsultRow[] =>
  db
    .select()
    .from(consults)
    .where(and(eq(consults.homeServer, homeServer), lte(consults.dueAt, now)))
    .orderBy(asc(consults.dueAt))
    .all()

/** Those of the own clinic to which somebody still has to be invited. */
export const listUninvited = (db: Database, homeServer: ServerName): ConsultRow[] =>
  db
    .select()
    .from(consults)
    .where(and(eq(consults.homeServer, homeServer), isUninvited))
    .all()

/** When the timer has to look again, Unix time in ms; null: nobody is waited for. */
export const nextDueAt = (db: Database, homeServer: ServerName): number | null =>
  db
    .select({ dueAt: consults.dueAt })
    .from(consults)
    .where(and(eq(consults.homeServer, homeServer), isNotNull(consults.dueAt)))
    .orderBy(asc(consults.dueAt))
    .limit(1)
    .get()?.dueAt ?? null

export const listRoomIds = (db: Database): Set<RoomId> =>
  new Set(
    db
      .select({ roomId: consults.roomId })
      .from(consults)
      .all()
      .map(({ roomId }) => roomId),
  )

export type AskingRow = typeof consultAskings.$inferSelect

/** What was put to the departments of a clinic since a moment (Unix time in ms). */
export const listAskedSince = (db: Database, serviceServer: ServerName, since: number): AskingRow[] =>
  db
    .select()
    .from(consultAskings)
    .where(and(eq(consultAskings.serviceServer, serviceServer), gte(consultAskings.askedAt, since)))
    .all()

/** Of the last answers so many are looked at, and of fewer nothing is said. */
const usualOf = 20
const leastAnswers = 3

/** How long a department takes from being asked to its answer, by the last ones; null while there are too few to say. */
export const usualConsultMs = (db: Database, serviceServer: ServerName, serviceId: string): number | null => {
  const answered = db
    .select({ askedAt: consultAskings.askedAt, answeredAt: consultAskings.answeredAt })
    .from(consultAskings)
    .where(
      and(
        eq(consultAskings.serviceServer, serviceServer),
        eq(consultAskings.serviceId, serviceId),
        isNotNull(consultAskings.answeredAt),
      ),
    )
    .orderBy(desc(consultAskings.askedAt))
    .limit(usualOf)
    .all()
  const took = answered.map(({ askedAt, answeredAt }) => (answeredAt ?? askedAt) - askedAt)
  return took.length < leastAnswers ? null : median(took)
}

const peopleOf = (task: Task): UserId[] => [
  ...new Set([...askersOf(task), ...task.candidates.map(({ userId }) => userId), ...(task.owner ? [task.owner] : [])]),
]

const textOf = ({ label, service, alternative, requester }: Task): string =>
  foldedText([
    label,
    ...[service, alternative].flatMap((asked) => (asked ? [asked.name, asked.serverName] : [])),
    serverOf(requester),
  ])

/** Whether somebody has to be invited who has not been before. */
export const hasNewPeople = (before: Task, after: Task): boolean => {
  const known = peopleOf(before)
  return peopleOf(after).some((userId) => !known.includes(userId))
}

/**
 * Keeps what a room says, and adds to the log what has happened to it since; an older version, or another home than the
 * known one, changes nothing. Returns whether something changed.
 */
export const recordTask = (db: Database, at: number, roomId: RoomId, homeServer: ServerName, task: Task): boolean =>
  transaction(db, (tx) => {
    const known = findConsult(tx, roomId)
    if (known && (known.homeServer !== homeServer || known.version >= task.version)) return false
    const { requestId, requester, status, priority, version, authoredOn } = task
    const row = {
      ...{ homeServer, requestId, requester, status, priority, version, authoredOn, dueAt: dueAt(task), task },
      searchText: textOf(task),
    }
    const invited = known && { isInvited: known.isInvited && !hasNewPeople(known.task, task) }
    tx.insert(consults)
      .values({ roomId, isInvited: false, ...row })
      .onConflictDoUpdate({ target: consults.roomId, set: { ...row, ...invited } })
      .run()
    const listed = { isOver: isOver(task.status), changedAt: task.changes.at(-1)?.at ?? authoredOn }
    for (const userId of peopleOf(task))
      tx.insert(consultPeople)
        .values({ roomId, userId, ...listed })
        .onConflictDoNothing()
        .run()
    tx.update(consultPeople).set(listed).where(eq(consultPeople.roomId, roomId)).run()
    tx.delete(consultAskings).where(eq(consultAskings.roomId, roomId)).run()
    tx.insert(consultAskings)
      .values(askingsOf(task).map((asking) => ({ roomId, ...asking })))
      .run()
    tx.delete(consultClaims)
      .where(and(eq(consultClaims.requester, requester), eq(consultClaims.requestId, requestId)))
      .run()
    // The index can be thrown away and is read again from the rooms; the log must not say everything twice.
    const recorded = recordedVersion(tx, roomId, ['consult-requested', 'consult-changed'])
    for (const access of accessesOf(roomId, known?.task ?? null, task, recorded)) recordAccess(tx, at, access)
    return true
  })

/** Of a room that no index can know; once it does, what the room says counts. Returns whether it was new. */
export const recordUnattended = (db: Database, asking: AskingRow): boolean =>
  transaction(db, (tx) => {
    if (findConsult(tx, asking.roomId)) return false
    return tx.insert(consultAskings).values(asking).onConflictDoNothing().run().changes > 0
  })

export const recordInvited = (db: Database, roomId: RoomId): void => {
  db.update(consults).set({ isInvited: true }).where(eq(consults.roomId, roomId)).run()
}

/** False when an earlier try of the same request was cut off. */
export const claimRequest = (db: Database, requester: UserId, requestId: string): boolean =>
  db.insert(consultClaims).values({ requester, requestId }).onConflictDoNothing().run().changes > 0
