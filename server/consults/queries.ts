import { and, asc, desc, eq, gte, isNotNull, or } from 'drizzle-orm'
import { dueAt } from '#shared/consults/task.ts'
import type { ChangeName, Task } from '#shared/consults/task-content.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { recordedVersion } from '../audit/queries.ts'
import { recordAccess } from '../audit/record-access.ts'
import { type Database, transaction } from '../db/open-database.ts'
import { accessesOf } from './accesses.ts'
import { consultClaims, consultPeople, consults } from './tables.ts'

export type ConsultRow = typeof consults.$inferSelect

export const findConsult = (db: Database, roomId: RoomId): ConsultRow | null =>
  db.select().from(consults).where(eq(consults.roomId, roomId)).get() ?? null

export const findByRequest = (db: Database, requester: UserId, requestId: string): ConsultRow | null =>
  db
    .select()
    .from(consults)
    .where(and(eq(consults.requester, requester), eq(consults.requestId, requestId)))
    .get() ?? null

export const listConsultsOf = (db: Database, userId: UserId): ConsultRow[] =>
  db
    .select({ consult: consults })
    .from(consults)
    .innerJoin(consultPeople, eq(consultPeople.roomId, consults.roomId))
    .where(eq(consultPeople.userId, userId))
    .orderBy(desc(consults.authoredOn))
    .all()
    .map(({ consult }) => consult)

/** Those of the own clinic that the timer has to look at some time, the next one first. */
export const listWaiting = (db: Database, homeServer: ServerName): ConsultRow[] =>
  db
    .select()
    .from(consults)
    .where(and(eq(consults.homeServer, homeServer), or(isNotNull(consults.dueAt), eq(consults.isInvited, false))))
    .orderBy(asc(consults.dueAt))
    .all()

export const listRoomIds = (db: Database): Set<RoomId> =>
  new Set(
    db
      .select({ roomId: consults.roomId })
      .from(consults)
      .all()
      .map(({ roomId }) => roomId),
  )

const firstChangeAt = (task: Task, name: ChangeName): number | null =>
  task.changes.find(({ change }) => change === name)?.at ?? null

const timerChanges: readonly ChangeName[] = ['escalated', 'failed', 'overdue']

const figuresOf = (task: Task) => ({
  serviceId: task.service.id,
  serviceServer: task.service.serverName,
  acceptedAt: firstChangeAt(task, 'accepted'),
  answeredAt: firstChangeAt(task, 'completed'),
  escalations: task.changes.filter(({ change }) => timerChanges.includes(change)).length,
})

/** What is asked of the departments of a clinic since a moment (Unix time in ms). */
export const listAskedSince = (db: Database, serviceServer: ServerName, since: number): ConsultRow[] =>
  db
    .select()
    .from(consults)
    .where(and(eq(consults.serviceServer, serviceServer), gte(consults.authoredOn, since)))
    .all()

const peopleOf = (task: Task): UserId[] => [
  ...new Set([task.requester, ...task.candidates.map(({ userId }) => userId), ...(task.owner ? [task.owner] : [])]),
]

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
      ...figuresOf(task),
    }
    const invited = known && { isInvited: known.isInvited && !hasNewPeople(known.task, task) }
    tx.insert(consults)
      .values({ roomId, isInvited: false, ...row })
      .onConflictDoUpdate({ target: consults.roomId, set: { ...row, ...invited } })
      .run()
    for (const userId of peopleOf(task)) tx.insert(consultPeople).values({ roomId, userId }).onConflictDoNothing().run()
    tx.delete(consultClaims)
      .where(and(eq(consultClaims.requester, requester), eq(consultClaims.requestId, requestId)))
      .run()
    // The index can be thrown away and is read again from the rooms; the log must not say everything twice.
    const recorded = recordedVersion(tx, roomId, ['consult-requested', 'consult-changed'])
    for (const access of accessesOf(roomId, known?.task ?? null, task, recorded)) recordAccess(tx, at, access)
    return true
  })

export const recordInvited = (db: Database, roomId: RoomId): void => {
  db.update(consults).set({ isInvited: true }).where(eq(consults.roomId, roomId)).run()
}

/** False when an earlier try of the same request was cut off. */
export const claimRequest = (db: Database, requester: UserId, requestId: string): boolean =>
  db.insert(consultClaims).values({ requester, requestId }).onConflictDoNothing().run().changes > 0
