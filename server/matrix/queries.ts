import { eq, lt } from 'drizzle-orm'
import type { Database } from '../db/open-database.ts'
import { transactions } from './tables.ts'

export const isTransactionDone = (db: Database, txnId: string): boolean =>
  db.select({ txnId: transactions.txnId }).from(transactions).where(eq(transactions.txnId, txnId)).get() !== undefined

export const recordTransaction = (db: Database, txnId: string, doneAt: number): void => {
  db.insert(transactions).values({ txnId, doneAt }).onConflictDoNothing().run()
}

export const pruneTransactions = (db: Database, before: number): void => {
  db.delete(transactions).where(lt(transactions.doneAt, before)).run()
}
