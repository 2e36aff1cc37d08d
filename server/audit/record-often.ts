import type { Context } from '../context.ts'
import type { Database } from '../db/open-database.ts'

/** Within this time, the same again is one access: its entry says when it began. */
const sameForMs = 10 * 60_000
const maxKept = 10_000

const known = new WeakMap<Database, Map<string, number>>()

/**
 * For what a client does many times where a person does it once. Only in memory: after a restart there is an entry more,
 * never one less.
 */
export const recordOften = (
  { db, now }: Pick<Context, 'db' | 'now'>,
  what: string,
  record: (db: Database, at: number) => void,
): void => {
  const at = now()
  const since = known.get(db) ?? new Map<string, number>()
  known.set(db, since)
  const last = since.get(what)
  if (last !== undefined && at - last < sameForMs) return
  record(db, at)
  if (since.size >= maxKept) since.clear()
  since.set(what, at)
}
