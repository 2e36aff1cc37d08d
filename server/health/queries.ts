import { sql } from 'drizzle-orm'
import type { Database } from '../db/open-database.ts'

export const isReadable = (db: Database): boolean => db.get<{ one: number }>(sql`select 1 as one`)?.one === 1
