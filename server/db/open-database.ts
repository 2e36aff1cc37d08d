import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'

/** Queries are synchronous: no network can slip in between. */
export type Database = BaseSQLiteDatabase<'sync', BetterSqlite3.RunResult>
export type OpenDatabase = Database & Disposable

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
    const db = drizzle(sqlite)
    migrate(db, { migrationsFolder })
    sqlite.pragma('foreign_keys = ON')
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
): T extends PromiseLike<unknown> ? never : T => db.transaction((tx) => work(tx), { behavior: 'immediate' })
