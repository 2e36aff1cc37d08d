import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { ImportedRow } from '#shared/admin/import.ts'
import { type UserId, userId } from '#shared/matrix/ids.ts'
import { listAfter } from '../audit/queries.ts'
import { contextForTests } from '../context-for-tests.ts'
import { publishService } from '../directory/publish-entry.ts'
import { findPerson } from '../directory/queries.ts'
import { HomeserverUnreachable, MatrixRefusal } from '../errors.ts'
import type { Homeserver } from '../matrix/homeserver.ts'
import { importPeople } from './import-people.ts'

const ada = { userId: '@ada:nord.example' as UserId }
const idOf = (localpart: string) => v.parse(userId, `@${localpart}:nord.example`)

/** A homeserver that keeps accounts, and is lost after so many changes. */
const openClinic = () => {
  const accounts = new Map<string, Record<string, unknown>>()
  let left = Number.POSITIVE_INFINITY
  const admin = async (method: string, path: string, body: Record<string, unknown> = {}) => {
    const who = decodeURIComponent(path.split('/').at(-1) ?? '')
    if (method === 'GET') {
      if (!accounts.has(who)) throw new MatrixRefusal(404, 'M_NOT_FOUND')
      return accounts.get(who)
    }
    if (left-- <= 0) throw new HomeserverUnreachable()
    accounts.set(who, { deactivated: false, ...accounts.get(who), ...body })
    return {}
  }
  const context = contextForTests({ homeserver: { admin: admin as Homeserver['admin'] } })
  publishService(context, {
    id: 'kardiologie',
    name: 'Kardiologie',
    specialty: 'cardiology',
  })
  return {
    context,
    accounts,
    loseAfter: (changes: number) => {
      left = changes
    },
    codes: () =>
      listAfter(context.db, null, 99)
        .map(({ details }) => JSON.parse(details ?? '{}'))
        .filter(({ whom }) => whom)
        .map(({ whom, code }) => `${whom} ${code}`),
  }
}

const row = (line: number, localpart: string, changed: Partial<ImportedRow> = {}): ImportedRow => ({
  line,
  localpart,
  name: `Dr. ${localpart}`,
  entry: { title: 'Ärztin', specialty: 'cardiology', serviceId: 'kardiologie' },
  invitation: { secretHash: 'h'.repeat(43), validMs: 24 * 60 * 60_000 },
  ...changed,
})

const carryOut = async ({ context }: ReturnType<typeof openClinic>, rows: ImportedRow[], isTrial = false) => {
  const done = await importPeople(context, ada, { rows, isTrial })
  if (!done.ok) throw new Error('refused')
  return { ...done.value, steps: done.value.lines.map(({ step, code }) => code ?? step) }
}

describe('people of a file', () => {
  it('are tried out without any trace, then made, and a second time kept as they are', async () => {
    const clinic = openClinic()
    const rows = [row(2, 'nina'), row(3, 'olaf')]
    expect(await carryOut(clinic, rows, true)).toMatchObject({ steps: ['add', 'add'], isCarriedOut: false })
    expect([clinic.accounts.size, clinic.codes()]).toEqual([0, []])

    const first = await carryOut(clinic, rows)
    expect(first).toMatchObject({ steps: ['add', 'add'], isCarriedOut: true })
    expect(first.lines.map(({ invitation }) => invitation !== null)).toEqual([true, true])
    expect(findPerson(clinic.context.db, idOf('nina'))).toMatchObject({ title: 'Ärztin', serviceId: 'kardiologie' })
    const made = structuredClone([...clinic.accounts])
    const second = await carryOut(clinic, rows)
    expect(second.steps).toEqual(['keep', 'keep'])
    expect(second.lines.map(({ invitation }) => invitation)).toEqual([null, null])
    expect([...clinic.accounts]).toEqual(made)
    expect(clinic.codes()).toEqual([`${idOf('nina')} person-added`, `${idOf('olaf')} person-added`])
  })

  it('are changed where the file says something else', async () => {
    const clinic = openClinic()
    await carryOut(clinic, [row(2, 'nina'), row(3, 'olaf')])
    const rows = [row(2, 'nina', { name: 'Dr. Nina Alt' }), row(3, 'olaf')]
    expect((await carryOut(clinic, rows)).steps).toEqual(['change', 'keep'])
    expect(clinic.accounts.get(idOf('nina'))).toMatchObject({ displayname: 'Dr. Nina Alt' })
    expect(findPerson(clinic.context.db, idOf('nina'))).toMatchObject({ name: 'Dr. Nina Alt' })
  })

  it('are all left alone when one line cannot be: a department that there is not, a closed account', async () => {
    const clinic = openClinic()
    clinic.accounts.set(idOf('olaf'), { deactivated: true })
    const entry = { title: '', specialty: 'cardiology', serviceId: 'nirgends' } as const
    const rows = [row(2, 'nina'), row(3, 'olaf'), row(4, 'pia', { entry })]
    expect(await carryOut(clinic, rows)).toMatchObject({
      steps: ['add', 'name-taken', 'not-found'],
      isCarriedOut: false,
    })
    expect([...clinic.accounts.keys()]).toEqual([idOf('olaf')])
  })

  it('are reported one by one when the homeserver is lost half way; the same file again does the rest', async () => {
    const clinic = openClinic()
    const rows = [row(2, 'nina'), row(3, 'olaf'), row(4, 'pia')]
    clinic.loseAfter(1)
    expect(await carryOut(clinic, rows)).toMatchObject({
      steps: ['add', 'homeserver-unreachable', 'homeserver-unreachable'],
      isCarriedOut: true,
    })
    expect(findPerson(clinic.context.db, idOf('olaf'))).toBeNull()
    clinic.loseAfter(9)
    expect((await carryOut(clinic, rows)).steps).toEqual(['keep', 'add', 'add'])
  })
})
