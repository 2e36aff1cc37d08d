import { spawnSync } from 'node:child_process'
import { join as joinPath } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ShownEntry } from '#shared/audit/api.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { consultLogAt, exportOf, logOf, verificationOf } from './audit-api.ts'
import { sfuGet } from './call-api.ts'
import { newCiphertext, readBytes, store } from './case-file-api.ts'
import { askConsult, consultsOf, move, newRequest } from './consult-api.ts'
import { type Department, newDepartment } from './department.ts'
import { join } from './matrix-api.ts'
import { type Somebody, sessionAt, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

let clinics: TestClinics
let asker: Somebody
let admin: Somebody
let cardiology: Department
let first: Somebody
let second: Somebody

beforeAll(async () => {
  clinics = await findClinics()
  ;[asker, admin, cardiology] = await Promise.all([
    somebodyAt(clinics.nord),
    somebodyAt(clinics.nord, { role: 'admin' }),
    newDepartment(clinics.sued, ['first', 'first']),
  ])
  ;[first, second] = cardiology.onCall as [Somebody, Somebody]
})

const said = ({ action, outcome, details }: ShownEntry) =>
  [action, details?.whom ?? details?.who, details?.code, outcome === 'refused' && outcome].filter(Boolean).join(' ')

/** What the command says of the very file that the service writes to. */
const checkFile = () => {
  const database = joinPath(clinics.nord.folder, 'service', 'service.db')
  const command = joinPath(import.meta.dirname, '../../server/audit/main.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'verify', database], { encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

describe('a consult of two clinics', () => {
  let roomId: RoomId
  let firstAtNord: string

  beforeAll(async () => {
    const stranger = await somebodyAt(clinics.nord)
    roomId = (await askConsult(asker, newRequest(cardiology))).roomId
    for (const person of [asker, first, second]) await join(person, roomId)
    firstAtNord = await sessionAt(clinics.nord, first)
    await move(clinics.nord, firstAtNord, roomId, { to: 'accepted', expectedVersion: 1 })
    const file = newCiphertext(10_000)
    await store(asker, roomId, file)
    await readBytes(clinics.nord, firstAtNord, roomId, file.fileId, { start: 0, end: 100 })
    await readBytes(clinics.nord, firstAtNord, roomId, file.fileId)
    await expect(readBytes(clinics.nord, stranger.serviceToken, roomId, file.fileId)).rejects.toBeTruthy()
    await sfuGet(clinics.nord, first, roomId)
  })

  it('stands in the log of the one that asked: who received it, moved it, read its file and was refused', async () => {
    const joined = await until('the entries of the joins', async () => {
      const entries = (await logOf(admin, { room: roomId })).map(said)
      return entries.includes(`consult-joined ${second.userId}`) ? entries : null
    })
    const expected = [
      `consult-requested ${asker.userId} urgent`,
      `consult-alerted ${first.userId} first`,
      `consult-invited ${first.userId}`,
      `consult-joined ${first.userId}`,
      `consult-changed ${first.userId} accepted`,
      `file-begun ${asker.userId}`,
      `file-stored ${asker.userId}`,
      `file-read ${first.userId}`,
      `call-token ${first.userId}`,
    ]
    expect(joined).toEqual(expect.arrayContaining(expected))
    expect(joined.filter((line) => line === `file-read ${first.userId}`)).toHaveLength(1)
    expect(joined.filter((line) => /^file-read .* not-a-member refused$/.test(line))).toHaveLength(1)
  })

  it('is told to its requester and its consultant by both clinics, each for what it saw, and to nobody else', async () => {
    for (const token of [asker.serviceToken, firstAtNord]) {
      const entries = (await consultLogAt(clinics.nord, token, roomId)).map(said)
      expect(entries).toContain(`file-read ${first.userId}`)
    }
    const askerAtSued = await sessionAt(clinics.sued, asker)
    for (const token of [askerAtSued, first.serviceToken]) {
      const entries = await until('the part of Süd', () => consultLogAt(clinics.sued, token, roomId).catch(() => null))
      expect(entries.map(said)).toContain(`consult-changed ${first.userId} accepted`)
    }
    const secondAtNord = await sessionAt(clinics.nord, second)
    await expect(consultLogAt(clinics.nord, secondAtNord, roomId)).rejects.toMatchObject({ status: 403 })
    await expect(consultLogAt(clinics.nord, admin.serviceToken, roomId)).rejects.toMatchObject({ status: 403 })
  })

  it('leaves as FHIR for the admin, and neither log nor export are open to others', async () => {
    const { entry } = await exportOf(admin, { room: roomId, action: 'consult-changed' })
    expect(entry).toHaveLength(1)
    expect(entry[0]).toMatchObject({ resource: { resourceType: 'AuditEvent', action: 'U', outcome: '0' } })
    for (const ask of [() => logOf(asker, {}), () => exportOf(asker, {}), () => verificationOf(asker)])
      await expect(ask()).rejects.toMatchObject({ status: 403 })
    const mine = (await logOf(admin, { person: admin.userId })).map(({ action }) => action)
    expect(mine).toEqual(expect.arrayContaining(['audit-read', 'audit-exported']))
  })
})

describe('when the service is killed in the middle of its work', () => {
  it('the log is whole, and for each step that is known there is its entry, and no other', async () => {
    const requests = Array.from({ length: 8 }, () => newRequest(cardiology))
    const asking = Promise.allSettled(requests.map((request) => askConsult(asker, request)))
    await sleep(250)
    try {
      await clinics.nord.part('service', 'kill')
      expect(checkFile()).toMatchObject({ status: 0, said: expect.stringMatching(/^Intact: \d+ entries/) })
    } finally {
      await clinics.nord.part('service', 'start')
    }
    await asking
    for (const request of requests) await until('an answer', () => askConsult(asker, request).catch(() => null))
    const rooms = (await consultsOf(asker)).map(({ roomId }) => roomId)
    const asked = (await logOf(admin, { person: asker.userId, action: 'consult-requested', outcome: 'done' })).map(
      ({ details }) => details?.room,
    )
    expect(asked.sort()).toEqual(rooms.sort())
  })

  it('it says afterwards that the log is unchanged, against what Synapse keeps', async () => {
    const found = await until('a head that is kept', async () => {
      const verification = await verificationOf(admin)
      return verification.anchor ? verification : null
    })
    expect(found.verdict).toMatchObject({ isIntact: true })
    expect(checkFile().status).toBe(0)
  })
})
