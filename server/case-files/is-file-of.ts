import { partsOf } from '#shared/consults/task-people.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { findConsult } from '../consults/queries.ts'
import type { Database } from '../db/open-database.ts'
import type { FileRow } from './queries.ts'

/**
 * Whether a room may name a file: the one into which it was put, and those of the specialties that were brought into
 * that consult, as the clinic says that writes it.
 */
export const isFileOf = (db: Database, { roomId: own }: Pick<FileRow, 'roomId'>, named: RoomId): boolean =>
  own === named || partsOf(findConsult(db, own)?.task ?? { changes: [] }).some(({ roomId }) => roomId === named)
