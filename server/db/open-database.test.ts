import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { folderForTests } from '../folder-for-tests.ts'
import { isTransactionDone, recordTransaction } from '../matrix/queries.ts'
import { openDatabase, transaction } from './open-database.ts'

describe('the database', () => {
  it('keeps what was written across a restart, in the safe mode', () => {
    const path = join(folderForTests(), 'service.db')
    {
      using db = openDatabase(path)
      recordTransaction(db, '1', 0)
      expect(db.get(sql`pragma synchronous`)).toEqual({ synchronous: 2 })
      expect(db.get(sql`pragma foreign_keys`)).toEqual({ foreign_keys: 1 })
      expect(db.get(sql`pragma journal_mode`)).toEqual({ journal_mode: 'wal' })
    }
    using again = openDatabase(path)
    expect(isTransactionDone(again, '1')).toBe(true)
  })

  it('takes all of a transaction or nothing', () => {
    using db = openDatabase(':memory:')
    expect(() =>
      transaction(db, (tx) => {
        recordTransaction(tx, '1', 0)
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(isTransactionDone(db, '1')).toBe(false)
    expect(transaction(db, () => 5)).toBe(5)
  })

  it('refuses work that would wait for something outside', () => {
    using db = openDatabase(':memory:')
    expect(() =>
      // @ts-expect-error a transaction is synchronous
      transaction(db, async (tx) => recordTransaction(tx, '1', 0)),
    ).toThrow()
    expect(isTransactionDone(db, '1')).toBe(false)
  })
})
