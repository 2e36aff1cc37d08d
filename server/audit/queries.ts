import { and, asc, count, desc, eq, gt, gte, inArray, lt, lte, max, not, or, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { AuditQuery } from '#shared/audit/api.ts'
import type { AuditHead, StoredEntry } from '#shared/audit/chain.ts'
import { type AuditAction, callActions } from '#shared/audit/entry.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { type Database, preparedOnce } from '../db/open-database.ts'
import { auditEntries } from './tables.ts'

const { seq, record, commitment, hash, salt, details } = auditEntries
const stored = { seq, record, commitment, hash, salt, details }

const head = preparedOnce((db) => db.select({ seq, hash }).from(auditEntries).orderBy(desc(seq)).limit(1).prepare())

/** Null for a log that has not begun. */
export const newestHead = (db: Database): AuditHead | null => head(db).get() ?? null

const sequence = v.object({ seq: v.number() })

/** The highest number that an entry ever had, which SQLite keeps in a table of its own. */
export const notedLength = (db: Database): number => {
  const row = v.safeParse(sequence, db.get(sql`select seq from sqlite_sequence where name = 'audit_entries'`))
  return row.success ? row.output.seq : 0
}

/** What SQLite finds wrong with the table or one of its indexes, by which entries are looked for; reads all of it. */
export const isTableSound = (db: Database): boolean => {
  const found = db.all<{ integrity_check: string }>(sql`pragma integrity_check('audit_entries')`)
  return found.length === 1 && found[0]?.integrity_check === 'ok'
}

const append = preparedOnce((db) => {
  const value = (column: keyof StoredEntry) => sql.placeholder(column)
  return db
    .insert(auditEntries)
    .values({
      seq: value('seq'),
      record: value('record'),
      commitment: value('commitment'),
      hash: value('hash'),
      salt: value('salt'),
      details: value('details'),
    })
    .prepare()
})

export const appendEntry = (tx: Database, entry: StoredEntry): void => {
  append(tx).run(entry)
}

/** Who came into a call and when, as far as the details are still there. */
export const listAttendance = (db: Database, since: number) =>
  db
    .select({ at: sql<number>`${auditEntries.at}`, room: auditEntries.room, who: auditEntries.who })
    .from(auditEntries)
    .where(and(eq(auditEntries.action, 'call-joined'), gte(auditEntries.at, since)))
    .all()

/** Oldest first; `after` null: from the very beginning, whatever number somebody gave it. */
export const listAfter = (db: Database, after: number | null, limit: number): StoredEntry[] =>
  db
    .select(stored)
    .from(auditEntries)
    .where(after === null ? undefined : gt(seq, after))
    .orderBy(asc(seq))
    .limit(limit)
    .all()

const matching = ({ person, room, action, outcome, since, until, before }: AuditQuery) =>
  and(
    person === undefined ? undefined : or(eq(auditEntries.who, person), eq(auditEntries.whom, person)),
    room === undefined ? undefined : eq(auditEntries.room, room),
    action === undefined ? undefined : eq(auditEntries.action, action),
    outcome === undefined ? undefined : eq(auditEntries.outcome, outcome),
    since === undefined ? undefined : gte(auditEntries.at, since),
    until === undefined ? undefined : lt(auditEntries.at, until),
    before === undefined ? undefined : lt(seq, before),
  )

/** Newest first. */
export const findEntries = (db: Database, query: AuditQuery, limit: number): StoredEntry[] =>
  db.select(stored).from(auditEntries).where(matching(query)).orderBy(desc(seq)).limit(limit).all()

/** Up to which version the log knows what happened to a consult or an alert; 0: nothing of it. */
export const recordedVersion = (tx: Database, room: RoomId, actions: readonly AuditAction[]): number =>
  tx
    .select({ newest: max(auditEntries.version) })
    .from(auditEntries)
    .where(and(eq(auditEntries.room, room), inArray(auditEntries.action, [...actions])))
    .get()?.newest ?? 0

/** What the log last says of somebody's part in a room. */
export const lastActionOn = (
  tx: Database,
  room: RoomId,
  person: UserId,
  actions: readonly AuditAction[],
): AuditAction | null =>
  tx
    .select({ action: auditEntries.action })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.room, room),
        inArray(auditEntries.action, [...actions]),
        sql`coalesce(${auditEntries.whom}, ${auditEntries.who}) = ${person}`,
      ),
    )
    .orderBy(desc(seq))
    .limit(1)
    .get()?.action ?? null

/** The last of the oldest entries that are all older than `before`; 0: there is none. */
export const lastBefore = (db: Database, before: number): number => {
  const younger = db
    .select({ seq })
    .from(auditEntries)
    .where(gt(auditEntries.at, before))
    .orderBy(asc(seq))
    .limit(1)
    .get()
  return younger ? younger.seq - 1 : (newestHead(db)?.seq ?? 0)
}

/** Which entries: those of calls, whose details go earlier, or all the others. */
export type EntriesOf = 'calls' | 'rest'

const isOf = (which: EntriesOf) => {
  const isCall = inArray(auditEntries.action, [...callActions])
  return which === 'calls' ? isCall : not(isCall)
}

/** The newest entry whose details are deleted; 0: there is none. */
export const deletedThrough = (db: Database, which: EntriesOf): number =>
  db
    .select({ seq })
    .from(auditEntries)
    .where(and(sql`${details} is null`, isOf(which)))
    .orderBy(desc(seq))
    .limit(1)
    .get()?.seq ?? 0

/** How many entries up to this one still have theirs. */
export const countDetails = (db: Database, through: number, which: EntriesOf): number =>
  db
    .select({ count: count() })
    .from(auditEntries)
    .where(and(lte(seq, through), sql`${details} is not null`, isOf(which)))
    .get()?.count ?? 0

export const deleteDetails = (tx: Database, through: number, which: EntriesOf | 'all'): void => {
  tx.update(auditEntries)
    .set({ salt: null, details: null })
    .where(and(lte(seq, through), sql`${details} is not null`, which === 'all' ? undefined : isOf(which)))
    .run()
}
