import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { describe, expect, it } from 'vitest'
import { request } from '#shared/consults/new-task.ts'
import { transition } from '#shared/consults/task.ts'
import type { Task } from '#shared/consults/task-content.ts'
import { searchWords } from '#shared/directory/search-text.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { openDatabase } from '../db/open-database.ts'
import { folderForTests } from '../folder-for-tests.ts'
import { asker, cardiology, first, nord, requestId, sued } from './consults-for-tests.ts'
import {
  claimRequest,
  countConsultsOf,
  findByRequest,
  findConsult,
  listAskedSince,
  listConsultsOf,
  listDue,
  listUninvited,
  nextDueAt,
  recordInvited,
  recordTask,
  recordUnattended,
  usualConsultMs,
} from './queries.ts'

const labelOf = (at: number) => at.toString(16).toUpperCase().padStart(4, '0')
const roomOf = (at: number) => `!room${at}` as RoomId

/** Asked one after the other, every second one withdrawn. */
const taskAt = (at: number): Task => {
  const made = request(
    {
      label: labelOf(at),
      requestId: requestId.slice(0, -4) + labelOf(at).toLowerCase(),
      requester: asker.userId,
      priority: 'urgent',
      service: { ...cardiology.service, practitioner: null },
      onCall: cardiology.onCall,
    },
    at,
  )
  if (!made.ok) throw new Error(made.error.code)
  if (at % 2 === 0) return made.value
  const over = transition(
    made.value,
    { to: 'cancelled', reason: 'other' },
    { kind: 'person', userId: asker.userId },
    at + 1,
  )
  if (!over.ok) throw new Error(over.error.code)
  return over.value
}

const filled = (count: number) => {
  const db = openDatabase(':memory:')
  for (let at = 0; at < count; at += 1) recordTask(db, at, roomOf(at), nord, taskAt(at))
  return db
}

describe('the list of a person', () => {
  it('comes in pages that leave nothing out and say nothing twice, also when several changed in the same moment', () => {
    using db = filled(40)
    for (const at of [50, 51]) recordTask(db, at, roomOf(at), nord, { ...taskAt(at), authoredOn: 5, changes: [] })
    for (const isOver of [true, false]) {
      const all = listConsultsOf(db, asker.userId, { isOver, limit: 100 })
      expect(all.map(({ changedAt }) => changedAt)).toEqual(
        all.map(({ changedAt }) => changedAt).toSorted((one, other) => other - one),
      )
      expect(countConsultsOf(db, asker.userId, { isOver })).toBe(21)
      const paged: string[] = []
      for (let page = listConsultsOf(db, asker.userId, { isOver, limit: 4 }); page.length > 0; ) {
        paged.push(...page.map(({ roomId }) => roomId))
        page = listConsultsOf(db, asker.userId, { isOver, limit: 4, after: page.at(-1) })
      }
      expect(paged).toEqual(all.map(({ roomId }) => roomId))
    }
  })

  it('is looked through by label, department and clinic', () => {
    using db = filled(6)
    const found = (typed: string) =>
      listConsultsOf(db, first.userId, { isOver: true, words: searchWords(typed), limit: 9 }).map(
        ({ task }) => task.label,
      )
    expect(found('0003')).toEqual(['0003'])
    expect(found('Kardio Süd')).toEqual(['0005', '0003', '0001'])
    expect(found('Kardiologie West')).toEqual([])
    expect(countConsultsOf(db, first.userId, { isOver: true, words: ['0003'] })).toBe(1)
  })

  it('is narrowed to a priority, and counted so', () => {
    using db = filled(6)
    recordTask(db, 9, roomOf(3), nord, { ...taskAt(3), priority: 'stat', version: 9 })
    const wanted = { isOver: true, priority: 'stat' } as const
    expect(listConsultsOf(db, first.userId, { ...wanted, limit: 9 }).map(({ roomId }) => roomId)).toEqual([roomOf(3)])
    expect(countConsultsOf(db, first.userId, wanted)).toBe(1)
  })

  it('changes its place with the consult', () => {
    using db = filled(4)
    recordTask(db, 9, roomOf(2), nord, { ...taskAt(3), version: 5, label: '0002' })
    expect(listConsultsOf(db, asker.userId, { isOver: true, limit: 9 }).map(({ roomId }) => roomId)).toContain(
      roomOf(2),
    )
    expect(countConsultsOf(db, asker.userId, { isOver: false })).toBe(1)
  })
})

it('says how soon a department usually answers, once there are some answers, by the last of them', () => {
  using db = openDatabase(':memory:')
  const minute = 60_000
  const answeredAfter = (at: number, minutes: number) => {
    const asked = taskAt(2 * at)
    const report = '$report' as EventId
    const person = { kind: 'person', userId: first.userId } as const
    const taken = transition(asked, { to: 'accepted' }, person, asked.authoredOn + minute)
    if (!taken.ok) throw new Error('not accepted')
    const done = transition(taken.value, { to: 'completed', report }, person, asked.authoredOn + minutes * minute)
    if (!done.ok) throw new Error('not answered')
    recordTask(db, 1, roomOf(at), nord, done.value)
  }
  const usual = () => usualConsultMs(db, sued, cardiology.service.id)
  answeredAfter(1, 10)
  answeredAfter(2, 90)
  recordTask(db, 1, roomOf(8), nord, taskAt(16))
  expect(usual()).toBeNull()
  answeredAfter(3, 20)
  expect(usual()).toBe(20 * minute)
  for (let at = 10; at < 30; at += 1) answeredAfter(at, 45)
  expect(usual()).toBe(45 * minute)
  expect(usualConsultMs(db, nord, cardiology.service.id)).toBeNull()
})

it('no question about consults reads a table from one end to the other', () => {
  const path = join(folderForTests(), 'service.db')
  openDatabase(path)[Symbol.dispose]()
  const asked = new Set<string>()
  const sqlite = new BetterSqlite3(path, { verbose: (statement) => asked.add(String(statement)) })
  const db = drizzle(sqlite)
  const { userId } = asker
  const after = { changedAt: 5, roomId: roomOf(5) }
  const unattended = {
    ...{ roomId: roomOf(2), isAlternative: false, serviceServer: sued, serviceId: cardiology.service.id, askedAt: 1 },
    ...{ acceptedAt: null, answeredAt: null, escalations: 1, end: 'silent' as const },
  }
  recordTask(db, 1, roomOf(1), nord, taskAt(1))
  recordInvited(db, roomOf(1))
  recordUnattended(db, unattended)
  claimRequest(db, userId, requestId)
  findConsult(db, roomOf(1))
  findByRequest(db, userId, requestId)
  for (const wanted of [{ isOver: true }, { isOver: false, words: ['kardiologie'], priority: 'stat' }] as const) {
    listConsultsOf(db, userId, { ...wanted, limit: 50 })
    listConsultsOf(db, userId, { ...wanted, limit: 50, after })
    countConsultsOf(db, userId, wanted)
  }
  listDue(db, nord, 5)
  listUninvited(db, nord)
  nextDueAt(db, nord)
  listAskedSince(db, sued, 0)
  usualConsultMs(db, sued, cardiology.service.id)
  const questions = [...asked].filter((statement) => /^(?:select|update|delete).*consult/i.test(statement))
  expect(questions.length).toBeGreaterThan(12)
  for (const question of questions) {
    const plan = sqlite.prepare(`explain query plan ${question}`).all() as { detail: string }[]
    const ways = plan.map(({ detail }) => detail)
    expect(
      ways.filter((way) => /\bSCAN\b|TEMP B-TREE/.test(way)),
      question,
    ).toEqual([])
  }
  sqlite.close()
})
