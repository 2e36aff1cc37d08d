import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { AuditOutput } from '#shared/audit/api.ts'
import type { AuditEntry } from '#shared/audit/entry.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { createApp } from '../app.ts'
import { contextForTests, signedIn } from '../context-for-tests.ts'
import { transaction } from '../db/open-database.ts'
import { recordAccess } from './record-access.ts'

const ada = '@ada:nord.example'
const nina = '@nina:nord.example' as UserId
const otto = '@otto:nord.example' as UserId
const room = '!consult' as RoomId
const read: AuditEntry = { action: 'consult-read', details: { who: nina, room } }

const clinic = (entries: readonly AuditEntry[]) => {
  const context = contextForTests({
    homeserver: { isAdmin: async (userId) => userId === ada, isJoined: async () => true },
  })
  transaction(context.db, (tx) => {
    for (const [at, entry] of entries.entries()) recordAccess(tx, at, entry)
  })
  const ask = async (path: string, who = ada) =>
    createApp(context).request(`/api/audit/${path}`, { headers: await signedIn(context, who) })
  const seqs = async (query: string) =>
    ((await (await ask(`entries?${query}`)).json()) as AuditOutput).entries.map(({ seq }) => seq)
  return { context, ask, seqs }
}

describe('an admin who reads the log', () => {
  it('goes through it page by page, newest first, without a gap', async () => {
    const { ask } = clinic(Array.from({ length: 230 }, () => read))
    const found: number[] = []
    for (let before = ''; ; ) {
      const page = (await (await ask(`entries?${before}`)).json()) as AuditOutput
      found.push(...page.entries.map(({ seq }) => seq))
      if (page.next === null) break
      before = `before=${page.next}`
    }
    // The look into it is the newest one.
    expect(found).toEqual(Array.from({ length: 231 }, (_, index) => 231 - index))
  })

  it('finds what concerns a person, a consult, a kind of access, an outcome or a time', async () => {
    const { seqs } = clinic([
      read,
      { action: 'consult-invited', details: { who: otto, whom: nina, room: '!other' as RoomId } },
      { action: 'file-read', outcome: 'refused', details: { who: otto, room, code: 'not-a-member' } },
      { action: 'consult-changed', details: { who: null, role: 'service', room, code: 'escalated' } },
    ])
    expect(await seqs(`person=${nina}`)).toEqual([2, 1])
    expect(await seqs(`person=${otto}&room=${room}`)).toEqual([3])
    expect(await seqs(`room=${room}`)).toEqual([4, 3, 1])
    expect(await seqs('action=consult-invited')).toEqual([2])
    expect(await seqs('outcome=refused')).toEqual([3])
    expect(await seqs('since=1&until=3')).toEqual([3, 2])
    expect(await seqs(`person=${ada}`)).toEqual([5])
  })

  it.each(['person=nina', 'action=sleep', 'since=today', 'room=consult'])(
    'is told that %s is no question',
    async (query) => {
      expect((await clinic([]).ask(`entries?${query}`)).status).toBe(400)
    },
  )

  it('gets all or nothing of an export', async () => {
    const many = clinic([])
    // Ten thousand in one statement; what the chain says of them is another question.
    many.context.db.run(sql`
      with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 10001)
      insert into audit_entries (seq, record, commitment, hash)
      select n, json_object('seq', n, 'at', n - 1, 'action', 'consult-list', 'outcome', 'done'), '', '' from numbers`)
    const refused = await many.ask('export')
    expect(refused.status).toBe(413)
    expect(await refused.json()).toMatchObject({ code: 'too-large', details: { maxEntries: 10_000 } })
    const part = (await (await many.ask('export?until=50')).json()) as { entry: { resource: { id: string } }[] }
    expect(part.entry.map(({ resource }) => Number(resource.id))).toEqual(Array.from({ length: 50 }, (_, at) => at + 1))
  })
})

it('nobody else reads the log, and of a consult that is not known here there is nothing to read', async () => {
  const { ask } = clinic([read])
  for (const path of ['entries', 'verification', 'export']) expect((await ask(path, nina)).status).toBe(403)
  expect((await ask('consults/%21consult', nina)).status).toBe(404)
})
