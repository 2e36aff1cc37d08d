import { and, eq, lt, sum } from 'drizzle-orm'
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
    return 'reserved'
  })

export const touch = (db: Database, fileId: string, now: number): void => {
  db.update(caseFiles).set({ touchedAt: now }).where(eq(caseFiles.fileId, fileId)).run()
}

export const recordStoring = (db: Database, fileId: string, sha256: string): void => {
  db.update(caseFiles).set({ status: 'storing', sha256 }).where(eq(caseFiles.fileId, fileId)).run()
}

export const recordStored = (db: Database, fileId: string): void => {
  db.update(caseFiles).set({ status: 'stored' }).where(eq(caseFiles.fileId, fileId)).run()
}

/** Gives the space back. */
export const removeFile = (db: Database, fileId: string): void => {
  db.delete(caseFiles).where(eq(caseFiles.fileId, fileId)).run()
}

export const listStoring = (db: Database): FileRow[] =>
  db.select().from(caseFiles).where(eq(caseFiles.status, 'storing')).all()

export const listAbandoned = (db: Database, before: number): FileRow[] =>
  db
    .select()
    .from(caseFiles)
    .where(and(eq(caseFiles.status, 'uploading'), lt(caseFiles.touchedAt, before)))
    .all()
