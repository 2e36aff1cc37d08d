import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Transactions of Synapse that were worked through: a repeated one has no effect. */
export const transactions = sqliteTable(
  'transactions',
  {
    /** With a hash of the events that it carried. */
    txnId: text('txn_id').primaryKey(),
    /** Unix time in ms. */
    doneAt: integer('done_at').notNull(),
  },
  (table) => [index('transactions_done_at').on(table.doneAt)],
)
