import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { expect, it } from 'vitest'
import { askedWith, first, must, person, report, start, timer } from '#shared/consults/task-for-tests.ts'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import { listAskedSince, usualConsultMs } from '../consults/queries.ts'
import { folderForTests } from '../folder-for-tests.ts'
import { openDatabase } from './open-database.ts'

const sued = 'sued.localhost' as ServerName
const minute = 60_000

/** A database as it was before a migration. */
const openBefore = (folder: string, tag: string) => {
  const migrationsFolder = join(folder, 'migrations')
  cpSync(join(import.meta.dirname, 'migrations'), migrationsFolder, { recursive: true })
  const path = join(migrationsFolder, 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: { tag: string }[] }
  const entries = journal.entries.slice(
    0,
    journal.entries.findIndex((entry) => entry.tag === tag),
  )
  writeFileSync(path, JSON.stringify({ ...journal, entries }))
  const sqlite = new BetterSqlite3(join(folder, 'service.db'))
  migrate(drizzle(sqlite), { migrationsFolder })
  return sqlite
}

it('figures of before count for whom was asked, from what is kept of each consult', () => {
  const folder = folderForTests()
  const sqlite = openBefore(folder, '0029_consult-askings')
  const zoe = '@zoe:sued.localhost' as UserId
  const asked = askedWith({
    onCall: [{ userId: first, tier: 'first' }],
    alternative: { service: { ...askedWith().service, id: 'neurologie' }, onCall: [{ userId: zoe, tier: 'first' }] },
  })
  const called = must(asked, { to: 'escalated' }, timer, start + 5 * minute)
  const taken = must(called, { to: 'accepted' }, person(zoe), start + 6 * minute)
  const done = must(taken, { to: 'completed', report }, person(zoe), start + 25 * minute)
  const insert = sqlite.prepare(
    `insert into consults (room_id, home_server, request_id, requester, status, priority, version, authored_on, service_id,
      service_server, accepted_at, answered_at, escalations, is_invited, search_text, task)
    values (?, 'nord.localhost', ?, '@nina:nord.localhost', 'completed', 'stat', 4, ?, 'kardiologie', 'sued.localhost', 1, 2, 1, 1, '', ?)`,
  )
  // Also one that is written as before there was a second choice, and one that nobody can read.
  const { alternative: _, isAlternative: __, ...older } = { ...asked, changes: [] }
  const kept = [done, done, done, older, { label: 'broken' }]
  for (const [at, task] of kept.entries()) insert.run(`!room${at}`, `request${at}`, start, JSON.stringify(task))
  sqlite.close()

  using db = openDatabase(join(folder, 'service.db'))
  const rows = listAskedSince(db, sued, 0)
  expect(rows.filter(({ roomId }) => roomId === '!room0')).toEqual([
    {
      ...{ roomId: '!room0', isAlternative: false, serviceServer: sued, serviceId: 'kardiologie', askedAt: start },
      ...{ acceptedAt: null, answeredAt: null, escalations: 1, end: 'silent' },
    },
    {
      ...{ roomId: '!room0', isAlternative: true, serviceServer: sued, serviceId: 'neurologie' },
      ...{ askedAt: start + 5 * minute, acceptedAt: start + 6 * minute, answeredAt: start + 25 * minute },
      ...{ escalations: 0, end: 'answered' },
    },
  ])
  expect(rows.filter(({ roomId }) => roomId === '!room3')).toMatchObject([{ serviceId: 'kardiologie', end: null }])
  expect(rows.length).toBe(7)
  expect(usualConsultMs(db, sued, 'neurologie')).toBe(20 * minute)
  expect(usualConsultMs(db, sued, 'kardiologie')).toBeNull()
})
