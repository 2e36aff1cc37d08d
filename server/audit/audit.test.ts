import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { genesis, type StoredEntry, seal } from '#shared/audit/chain.ts'
import type { AuditEntry } from '#shared/audit/entry.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { configForTests, contextForTests } from '../context-for-tests.ts'
import { type Database, openDatabase, openReadOnly, transaction } from '../db/open-database.ts'
import { folderForTests } from '../folder-for-tests.ts'
import { keepHead, keptHeads } from './audit-room.ts'
import { checkLog } from './check-log.ts'
import { deleteOldDetails } from './delete-old-details.ts'
import { appendEntry, findEntries, isTableSound, listAfter, newestHead } from './queries.ts'
import { recordAccess } from './record-access.ts'
import { sha256 } from './sha256.ts'
import { startAudit } from './start-audit.ts'
import { verifyLog } from './verify-log.ts'

const nina = '@nina:nord.example' as UserId
const room = '!consult' as RoomId
const dayMs = 24 * 60 * 60_000
const read: AuditEntry = { action: 'consult-read', details: { who: nina, room } }

const write = (db: Database, count: number, at = 0) => {
  for (let n = 0; n < count; n += 1) recordAccess(db, at + n, { ...read, details: { ...read.details, count: n } })
}
const newPath = () => join(folderForTests(), 'service.db')
const all = (db: Database): StoredEntry[] => listAfter(db, null, 10_000)

describe('the log in the database', () => {
  it('grows in the transaction of the act: both are there, or neither', async () => {
    using db = openDatabase(':memory:')
    write(db, 1)
    expect(() =>
      transaction(db, (tx) => {
        recordAccess(tx, 1, read)
        throw new Error('the act failed')
      }),
    ).toThrow('the act failed')
    expect(all(db)).toHaveLength(1)
    write(db, 2)
    expect(await verifyLog(db)).toMatchObject({ isIntact: true, head: { seq: 3 } })
  })

  it('is of any length', async () => {
    using db = openDatabase(':memory:')
    transaction(db, (tx) => write(tx, 2_500))
    expect(await verifyLog(db)).toEqual({ isIntact: true, head: newestHead(db), deletedThrough: 0 })
  })

  it.each([
    ['is removed', sql`delete from audit_entries where seq = 2`],
    ['is changed', sql`update audit_entries set record = replace(record, 'done', 'refused') where seq = 2`],
    ['gets another number', sql`update audit_entries set seq = 9 where seq = 3`],
    ['gets other details', sql`update audit_entries set details = '{"who":null}' where seq = 2`],
    ['loses its details before their time', sql`update audit_entries set details = null, salt = null where seq = 2`],
    ['is replaced', sql`insert or replace into audit_entries (seq, record, commitment, hash) values (2, '{}', '', '')`],
    ['is put in elsewhere', sql`insert into audit_entries (seq, record, commitment, hash) values (7, '{}', '', '')`],
    [
      'is put in before the first',
      sql`insert into audit_entries (seq, record, commitment, hash) values (0, '{}', '', '')`,
    ],
  ])('refuses that an entry %s', (_, statement) => {
    using db = openDatabase(':memory:')
    write(db, 3)
    const before = all(db)
    expect(() => db.run(statement)).toThrow()
    expect(all(db)).toEqual(before)
  })

  it('shows what somebody changed who took the guards away', async () => {
    using db = openDatabase(':memory:')
    write(db, 3)
    for (const name of ['insert', 'update', 'delete']) db.run(sql.raw(`drop trigger audit_entries_${name}`))
    db.run(sql`update audit_entries set details = replace(details, 'nina', 'nino') where seq = 2`)
    expect(await verifyLog(db)).toEqual({ isIntact: false, seq: 2, how: 'details-changed' })
    db.run(sql`delete from audit_entries where seq = 2`)
    expect(await verifyLog(db)).toEqual({ isIntact: false, seq: 2, how: 'missing' })
  })
})

describe('details', () => {
  it('go at their time, also from the file, while the chain holds', async () => {
    const path = newPath()
    let now = 5 * dayMs
    const context = { ...contextForTests({ now: () => now }), db: openDatabase(path) }
    const { db } = context
    write(db, 3)
    recordAccess(db, now, { ...read, details: { who: '@otto:nord.example' as UserId } })
    expect(deleteOldDetails(context)).toBe(0)
    now = 10 * dayMs + 2
    expect(deleteOldDetails(context)).toBe(3)
    expect(deleteOldDetails(context)).toBe(0)
    expect(await verifyLog(db)).toMatchObject({ isIntact: true, deletedThrough: 3, head: { seq: 5 } })
    expect(findEntries(db, { person: nina }, 10)).toEqual([])
    expect(all(db).map(({ details }) => details !== null)).toEqual([false, false, false, true, true])
    for (const file of [path, `${path}-wal`]) expect(readFileSync(file).includes('@nina')).toBe(false)
    expect(readFileSync(path).includes('@otto')).toBe(true)
    now = 40 * dayMs
    expect(deleteOldDetails(context)).toBe(2)
    expect(await verifyLog(db)).toMatchObject({ isIntact: true, deletedThrough: 5, head: { seq: 6 } })
    db[Symbol.dispose]()
  })

  it('of calls go after three months, while those of everything else stay', async () => {
    const otto = '@otto:nord.example' as UserId
    let now = 0
    const config = { ...configForTests(), audit: { keepDays: 1_000 } }
    const context = contextForTests({ config, now: () => now })
    const { db } = context
    const joined: AuditEntry = { action: 'call-joined', details: { who: otto, room } }
    for (const at of [1, 80 * dayMs]) {
      write(db, 1, at)
      recordAccess(db, at, joined)
    }
    now = 91 * dayMs
    expect(deleteOldDetails(context)).toBe(0)
    now = 93 * dayMs
    expect(deleteOldDetails(context)).toBe(1)
    expect(deleteOldDetails(context)).toBe(0)
    expect(all(db).map(({ details }) => details !== null)).toEqual([true, false, true, true, true])
    expect(await verifyLog(db)).toMatchObject({ isIntact: true, deletedThrough: 0 })
    now = 175 * dayMs
    expect(deleteOldDetails(context)).toBe(1)
    now = 1_010 * dayMs
    expect(deleteOldDetails(context)).toBeGreaterThan(0)
    expect(all(db).filter(({ details }) => details?.includes('otto'))).toEqual([])
    expect(await verifyLog(db)).toMatchObject({ isIntact: true })
  })

  it('stay with an entry that a wrong clock made look old', async () => {
    const context = contextForTests({ now: () => 30 * dayMs })
    for (const at of [1, 25 * dayMs, 2]) recordAccess(context.db, at, read)
    expect(deleteOldDetails(context)).toBe(1)
    expect(await verifyLog(context.db)).toMatchObject({ isIntact: true, deletedThrough: 1 })
  })
})

describe('a database file', () => {
  const written = () => {
    const path = newPath()
    using db = openDatabase(path)
    write(db, 3)
    return { path, entries: all(db) }
  }
  const stateOf = async (path: string) => {
    try {
      using db = openReadOnly(path)
      return (await verifyLog(db)).isIntact ? { entries: all(db) } : 'broken'
    } catch {
      return 'unreadable'
    }
  }

  it('in which any byte of the log is another one does not pass, or says the same as before', {
    timeout: 60_000,
  }, async () => {
    const { path, entries } = written()
    const bytes = readFileSync(path)
    const pageSize = bytes.readUInt16BE(16)
    const page = Math.floor(bytes.indexOf(entries[0]?.record ?? '') / pageSize) * pageSize
    expect(bytes.subarray(page, page + pageSize).includes(entries.at(-1)?.record ?? '')).toBe(true)
    const file = openSync(path, 'r+')
    let found = 0
    for (let at = page; at < page + pageSize; at += 1) {
      const byte = bytes[at] ?? 0
      // Free space says nothing.
      if (byte === 0) continue
      writeSync(file, Uint8Array.of(byte ^ 1), 0, 1, at)
      const state = await stateOf(path)
      if (typeof state === 'string') found += 1
      else expect(state.entries, `byte ${at - page}`).toEqual(entries)
      writeSync(file, Uint8Array.of(byte), 0, 1, at)
    }
    closeSync(file)
    const said = entries.flatMap(({ record, commitment, hash, salt, details }) => [
      record,
      commitment,
      hash,
      salt,
      details,
    ])
    expect(found).toBeGreaterThanOrEqual(said.join('').length)
    expect(await stateOf(path)).toEqual({ entries })
  })

  it('in which one byte anywhere is any other one does not pass, or says the same as before, however it is asked', {
    timeout: 120_000,
  }, async () => {
    const path = newPath()
    {
      using db = openDatabase(path)
      transaction(db, (tx) => write(tx, 60))
    }
    const found = (db: Database) => [all(db), findEntries(db, { person: nina }, 100), findEntries(db, { room }, 100)]
    const honest = (() => {
      using db = openReadOnly(path)
      return found(db)
    })()
    const bytes = readFileSync(path)
    const file = openSync(path, 'r+')
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        writeSync(file, Uint8Array.of((bytes[at] ?? 0) ^ change), 0, 1, at)
        try {
          using db = openReadOnly(path)
          // As the command asks.
          if ((await verifyLog(db)).isIntact && isTableSound(db)) expect(found(db)).toEqual(honest)
        } catch (error) {
          if (!(error instanceof BetterSqlite3.SqliteError)) throw error
        } finally {
          writeSync(file, Uint8Array.of(bytes[at] ?? 0), 0, 1, at)
        }
      }),
      { numRuns: 300 },
    )
    closeSync(file)
  })

  const command = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
      encoding: 'utf8',
    })
    return { status, said: stdout + stderr }
  }

  it('is checked by a command that ends with 0, with 1 on a break, and with 2 when there is nothing to check', {
    timeout: 30_000,
  }, () => {
    const { path, entries } = written()
    const head = entries.at(-1)
    const headText = `${head?.seq}:${head?.hash}`
    expect(command('verify', path)).toMatchObject({ status: 0, said: expect.stringContaining(`Head: ${headText}`) })
    const later = command('verify', path, '--head', `9:${head?.hash}`)
    expect(later).toMatchObject({ status: 1, said: expect.stringContaining('entry 4') })
    const bytes = readFileSync(path)
    const file = openSync(path, 'r+')
    writeSync(file, 'X', bytes.indexOf('@nina') + 1)
    closeSync(file)
    expect(command('verify', path)).toMatchObject({ status: 1, said: expect.stringMatching(/^Broken: entry \d/) })
    expect(command('verify', join(path, 'nowhere')).status).toBe(2)
  })
})

describe('the head', () => {
  const inRoom = () => {
    const sent: unknown[] = []
    let made = 0
    const context = contextForTests({
      homeserver: {
        roomByAlias: async () => (made > 0 ? room : null),
        createRoom: async () => {
          made += 1
          return room
        },
        sendState: async (_room, _type, _key, content) => `$${sent.push(content)}` as never,
        newestEvents: async () =>
          sent.toReversed().map((content) => ({ content, sender: '@consilium:nord.example' }) as never),
      },
    })
    return { context, sent, madeRooms: () => made }
  }

  it('is kept in one room, and shows there what the database has lost since', async () => {
    const { context, madeRooms } = inRoom()
    write(context.db, 3)
    await keepHead(context, newestHead(context.db) ?? genesis(sha256))
    write(context.db, 2)
    await keepHead(context, newestHead(context.db) ?? genesis(sha256))
    expect(madeRooms()).toBe(1)
    const heads = await keptHeads(context)
    expect(heads.map(({ seq }) => seq)).toEqual([5, 3])
    expect(await verifyLog(context.db, heads)).toMatchObject({ isIntact: true })

    // As from a backup of yesterday.
    using restored = openDatabase(':memory:')
    for (const entry of all(context.db).slice(0, 4)) appendEntry(restored, entry)
    expect(await verifyLog(restored, heads)).toEqual({ isIntact: false, seq: 5, how: 'cut-off' })

    using forged = openDatabase(':memory:')
    for (let head = genesis(sha256), n = 0; n < 5; n += 1) {
      const entry = seal(
        sha256,
        head,
        { at: n, action: 'consult-list', outcome: 'done' },
        { who: null },
        'f'.repeat(32),
      )
      appendEntry(forged, entry)
      head = entry
    }
    expect(await verifyLog(forged)).toMatchObject({ isIntact: true })
    expect(await verifyLog(forged, heads)).toEqual({ isIntact: false, seq: 3, how: 'rewritten' })
  })

  it('is what the admin`s check compares with; while Synapse is away, it says that there was none', async () => {
    const { context } = inRoom()
    write(context.db, 3)
    expect(await checkLog(context)).toMatchObject({ value: { verdict: { isIntact: true }, anchor: null } })
    await keepHead(context, newestHead(context.db) ?? genesis(sha256))
    const [one, other] = await Promise.all([checkLog(context), checkLog(context)])
    expect(one).toMatchObject({ value: { verdict: { isIntact: true }, anchor: { seq: 3, at: context.now() } } })
    expect(other).toEqual(one)
    context.homeserver.roomByAlias = () => Promise.reject(new Error('away'))
    expect(await checkLog(context)).toMatchObject({ value: { verdict: { isIntact: true }, anchor: null } })
  })

  it('is written by itself, and said in the log of the service without a name', async () => {
    const { context, sent } = inRoom()
    write(context.db, 2, context.now())
    using _running = startAudit(context)
    await expect.poll(() => context.log.lines.map(({ event }) => event)).toEqual(['audit-head'])
    expect(sent).toMatchObject([{ seq: 2, hash: newestHead(context.db)?.hash }])
    expect(JSON.stringify(context.log.lines)).toContain(newestHead(context.db)?.hash)
    expect(JSON.stringify(context.log.lines)).not.toContain('@')
  })
})
