import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { listFaults } from '#shared/federation-list/list.ts'
import type { ServerName } from '#shared/matrix/ids.ts'

/** One row while the clinic subscribes to a list; Unix times in ms. */
export const listSubscriptions = sqliteTable('federation_list', {
  id: integer('id').primaryKey(),
  url: text('url').notNull(),
  publicKey: text('public_key').notNull(),
  /** Of the list that was taken last. */
  version: integer('version'),
  contentHash: text('content_hash'),
  issuedAt: integer('issued_at'),
  endsAt: integer('ends_at'),
  isInForce: integer('is_in_force', { mode: 'boolean' }).notNull(),
  takenAt: integer('taken_at'),
  triedAt: integer('tried_at'),
  fault: text('fault', { enum: listFaults }),
  /** In a row, since the last good answer. */
  failures: integer('failures').notNull(),
})

/** Who is on the list that was taken last. */
export const listedDomains = sqliteTable('federation_list_domains', {
  domain: text('domain').$type<ServerName>().primaryKey(),
})
