import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'

/**
 * `uploading`: space is reserved, bytes come → `storing`: all are there, on the disk, with the announced hash →
 * `stored`: the file lies at its place → `removing`: somebody deleted it, its bytes go. A row with none of its bytes is an upload that has not begun.
 */
export const fileStatuses = ['uploading', 'storing', 'stored', 'removing'] as const

/** Encrypted files: how long and whose. Their names, kinds and keys are in the rooms only. */
export const caseFiles = sqliteTable(
  'case_files',
  {
    fileId: text('file_id').primaryKey(),
    roomId: text('room_id').$type<RoomId>().notNull(),
    owner: text('owner').$type<UserId>().notNull(),
    /** Of the ciphertext; counts against the quota from the start. */
    sizeBytes: integer('size_bytes').notNull(),
    status: text('status', { enum: fileStatuses }).notNull(),
    /** Null while `uploading`. */
    sha256: text('sha256'),
    /** What an object store calls it; null before it has begun there, and where the store is a folder. */
    ref: text('store_ref'),
    /** Unix time in ms. */
    createdAt: integer('created_at').notNull(),
    /** Unix time in ms of the last sign of the uploader. */
    touchedAt: integer('touched_at').notNull(),
  },
  (table) => [index('case_files_status').on(table.status, table.touchedAt)],
)
