import { statfsSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import { addMigrationFunctions } from './migration-functions.ts'

/** Queries are synchronous: no network can slip in between. */
export type Database = BaseSQLiteDatabase<'sync', BetterSqlite3.RunResult>
export type OpenDatabase = Database & Disposable

/** As it lies there, nothing written: for a copy, or beside the service. Throws when it is no database of ours. */
export const openReadOnly = (path: string): OpenDatabase => {
  const sqlite = new BetterSqlite3(path, { readonly: true, fileMustExist: true })
  return Object.assign(drizzle(sqlite), {
    [Symbol.dispose]() {
      sqlite.close()
    },
  })
}

const migrationsFolder = join(import.meta.dirname, 'migrations')

/** What is committed survives a power cut: `synchronous=FULL` costs 2 ms at most. */
export const openDatabase = (path: string | ':memory:'): OpenDatabase => {
  const sqlite = new BetterSqlite3(path)
  try {
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('busy_timeout = 5000')
    // A migration may rebuild a table that others refer to.
    sqlite.pragma('foreign_keys = OFF')
    addMigrationFunctions(sqlite)
    const db = drizzle(sqlite)
    migrate(db, { migrationsFolder })
    sqlite.pragma('foreign_keys = ON')
    // What is deleted is overwritten, not only forgotten.
    sqlite.pragma('secure_delete = ON')
    return Object.assign(db, {
      [Symbol.dispose]() {
        sqlite.close()
      },
    })
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/**
 * All or nothing. The write lock is taken at the start, so that what was read is still true when it is written.
 * `work` cannot be asynchronous, by type and at run time.
 */
export const transaction = <T>(
  db: Database,
  work: (tx: Database) => T extends PromiseLike<unknown> ? never : T,
): T extends PromiseLike<unknown> ? never : T =>
  db.transaction(
    (tx) => {
      opened.set(tx, opened.get(db) ?? db)
      return work(tx)
    },
    { behavior: 'immediate' },
  )

/** What one turn writes at most, with all that is written beside it. */
const spareBytes = 4 * 1024 * 1024

/**
 * Throws, as a write to a full disk does, while there is still nothing to take back: asked before what has to be recorded
 * afterwards is done elsewhere.
 */
export const mustHaveRoom = (db: Database): void => {
  const { file } = db.get<{ file: string | null }>(sql`select file from pragma_database_list where name = 'main'`)
  if (!file) return
  const { bavail, bsize } = statfsSync(file)
  if (bavail * bsize < spareBytes) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' })
}

/** Of a transaction, the database that it belongs to: the same connection. */
const opened = new WeakMap<Database, Database>()

/** A statement that runs at every turn: prepared once for a database, for use within its transactions too. */
export const preparedOnce = <Statement>(prepare: (db: Database) => Statement): ((db: Database) => Statement) => {
  const known = new WeakMap<Database, Statement>()
  return (tx) => {
    const db = opened.get(tx) ?? tx
    const statement = known.get(db) ?? prepare(db)
    known.set(db, statement)
    return statement
  }
}

/** What was deleted still stands in the log of pages until it is taken over into the database; this does so now. */
export const forgetDeleted = (db: Database): void => {
  db.run(sql`pragma wal_checkpoint(truncate)`)
}
