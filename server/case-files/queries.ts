import { and, count, eq, lt, sum } from 'drizzle-orm'
import type { AuditAction, AuditEntry } from '#shared/audit/entry.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { recordAccess } from '../audit/record-access.ts'
import { type Database, transaction } from '../db/open-database.ts'
import { caseFiles } from './tables.ts'

export type FileRow = typeof caseFiles.$inferSelect

export const findFile = (db: Database, fileId: string): FileRow | null =>
  db.select().from(caseFiles).where(eq(caseFiles.fileId, fileId)).get() ?? null

/** What is stored and what is reserved. */
export const usedBytes = (db: Database): number =>
  Number(
    db
      .select({ all: sum(caseFiles.sizeBytes) })
      .from(caseFiles)
      .get()?.all ?? 0,
  )

const recordFile = (
  tx: Database,
  at: number,
  action: AuditAction,
  { fileId, roomId }: Pick<FileRow, 'fileId' | 'roomId'>,
  who: UserId | null,
  rest: Pick<AuditEntry['details'], 'code'> = {},
): void => {
  const details = { who, ...(who ? {} : { role: 'service' as const }), room: roomId, file: fileId, ...rest }
  recordAccess(tx, at, { action, details })
}

type Reservation = Pick<FileRow, 'fileId' | 'roomId' | 'owner' | 'sizeBytes'>

/** Of many that reserve at once, only so many succeed as there is space for. */
export const reserve = (
  db: Database,
  wanted: Reservation,
  quotaBytes: number,
  now: number,
): 'reserved' | 'taken' | 'no-space' =>
  transaction(db, (tx) => {
    if (findFile(tx, wanted.fileId)) return 'taken'
    if (usedBytes(tx) + wanted.sizeBytes > quotaBytes) return 'no-space'
    tx.insert(caseFiles)
      .values({ ...wanted, status: 'uploading', sha256: null, createdAt: now, touchedAt: now })
      .run()
    recordFile(tx, now, 'file-begun', wanted, wanted.owner)
    return 'reserved'
  })

/** A large file comes in thousands of requests: not each of them is worth a write to the disk. */
const touchedEveryMs = 60_000

export const touch = (db: Database, { fileId, touchedAt }: FileRow, now: number): void => {
  if (now - touchedAt < touchedEveryMs) return
  db.update(caseFiles).set({ touchedAt: now }).where(eq(caseFiles.fileId, fileId)).run()
}

export const recordBegun = (db: Database, fileId: string, ref: string | null): void => {
  db.update(caseFiles).set({ ref }).where(eq(caseFiles.fileId, fileId)).run()
}

export const recordStoring = (db: Database, fileId: string, sha256: string): void => {
  db.update(caseFiles).set({ status: 'storing', sha256 }).where(eq(caseFiles.fileId, fileId)).run()
}

export const recordStored = (db: Database, fileId: string, now: number): void =>
  transaction(db, (tx) => {
    const row = findFile(tx, fileId)
    if (!row || row.status === 'stored') return
    tx.update(caseFiles).set({ status: 'stored' }).where(eq(caseFiles.fileId, fileId)).run()
    recordFile(tx, now, 'file-stored', row, row.owner)
  })

/** Before its bytes are given to somebody. */
export const recordRead = (db: Database, row: FileRow, who: UserId, now: number): void =>
  recordFile(db, now, 'file-read', row, who)

/** False when somebody else was first. */
export const recordRemoving = (db: Database, fileId: string, who: UserId, now: number): boolean =>
  transaction(db, (tx) => {
    const row = findFile(tx, fileId)
    if (row?.status !== 'stored') return false
    tx.update(caseFiles).set({ status: 'removing' }).where(eq(caseFiles.fileId, fileId)).run()
    recordFile(tx, now, 'file-deleted', row, who, { code: 'deleted' })
    return true
  })

/** Its bytes are gone; that it was deleted stands in the log already. */
export const forgetFile = (db: Database, fileId: string): void => {
  db.delete(caseFiles).where(eq(caseFiles.fileId, fileId)).run()
}

/** Who gave it up, or null for what the service found by itself, and which of these. */
export type Removal = { by: UserId | null; code: 'given-up' | 'expired' | 'wrong-hash' | 'lost' }

/** Gives the space back. */
export const removeFile = (db: Database, fileId: string, { by, code }: Removal, now: number): void =>
  transaction(db, (tx) => {
    const row = findFile(tx, fileId)
    if (!row) return
    tx.delete(caseFiles).where(eq(caseFiles.fileId, fileId)).run()
    recordFile(tx, now, 'file-deleted', row, by, { code })
  })

/** What a crash may have cut off. */
export const listHalfDone = (db: Database, status: 'storing' | 'removing'): FileRow[] =>
  db.select().from(caseFiles).where(eq(caseFiles.status, status)).all()

export const countFiles = (db: Database): { files: number; uploads: number } => {
  const rows = db.select({ status: caseFiles.status, number: count() }).from(caseFiles).groupBy(caseFiles.status).all()
  const numberOf = (status: FileRow['status']) => rows.find((row) => row.status === status)?.number ?? 0
  return { files: numberOf('stored'), uploads: numberOf('uploading') + numberOf('storing') }
}

export const listFilesOf = (db: Database, roomId: RoomId): FileRow[] =>
  db.select().from(caseFiles).where(eq(caseFiles.roomId, roomId)).all()

export const listAbandoned = (db: Database, before: number): FileRow[] =>
  db
    .select()
    .from(caseFiles)
    .where(and(eq(caseFiles.status, 'uploading'), lt(caseFiles.touchedAt, before)))
    .all()
