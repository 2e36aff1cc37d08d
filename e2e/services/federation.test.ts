import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join as joinPath } from 'node:path'
import { json } from 'node:stream/consumers'
import { beforeAll, describe, expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { firstFault } from '#shared/partners/connection.ts'
import { findClinics, type TestClinic, type TestClinics } from '../clinics/remote-clinics.ts'
import { followSync } from './follow-sync.ts'
import { accountDataOf, createRoom, invite, roomOf, say } from './matrix-api.ts'
import { connectionSeenBy, testConnection } from './partner-api.ts'
import { type Somebody, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

let clinics: TestClinics
let anna: Somebody
let chief: Somebody
let bert: Somebody
let room: RoomId

beforeAll(async () => {
  clinics = await findClinics()
  ;[anna, bert, chief] = await Promise.all([
    somebodyAt(clinics.nord),
    somebodyAt(clinics.sued),
    somebodyAt(clinics.nord, { role: 'admin' }),
  ])
  room = await roomOf(anna, bert)
})

/** Asks where partners come in, over TLS, as a server that names itself `origin`. */
const askAsServer = async ({ folder, serverName }: TestClinic, path: string, origin: string | null) => {
  const { federation } = JSON.parse(readFileSync(joinPath(folder, 'gateway.json'), 'utf8'))
  const asked = request({
    host: federation.host,
    port: federation.port,
    servername: serverName,
    ca: readFileSync(joinPath(folder, '../ca.pem')),
    path,
    headers: origin ? { authorization: `X-Matrix origin="${origin}",key="ed25519:1",sig="${'A'.repeat(86)}"` } : {},
    agent: false,
  }).end()
  const [answer] = await once(asked, 'response')
  return { status: answer.statusCode as number, body: await json(answer) }
}

const deliveredOf = async (person: Somebody) =>
  (await accountDataOf<{ events: Record<string, string[]> }>(person, eventTypes.delivered).catch(() => null))?.events

describe('a message to the partner clinic', () => {
  it('counts as delivered for its sender once the partner has it', async () => {
    const phone = await followSync(bert)
    const eventId = await say(anna, room, 'have you seen it?')
    await phone.untilTexts(room, ['have you seen it?'])
    const servers = await until('the sign of delivery', async () => (await deliveredOf(anna))?.[eventId])
    expect(servers).toEqual(['sued.localhost'])
  })

  it('does not count as delivered while the partner does not answer, which the admin finds out, and does when it is back', async () => {
    let eventId: Awaited<ReturnType<typeof say>>
    try {
      await clinics.sued.part('homeserver', 'kill')
      eventId = await say(anna, room, 'is anybody there?')
      await expect(
        until('a sign of delivery', async () => (await deliveredOf(anna))?.[eventId], 2_000),
      ).rejects.toThrow()
      const report = await testConnection(chief, clinics.sued)
      expect(firstFault(report)).toMatchObject({ step: 'federation', fault: 'homeserver-down' })
      expect(report.findings.find(({ step }) => step === 'gateway')).toMatchObject({ verdict: 'good' })
    } finally {
      await clinics.sued.part('homeserver', 'start')
    }
    await until('the sign of delivery', async () => (await deliveredOf(anna))?.[eventId], 60_000)
  })
})

describe('the test of the connection', () => {
  it('finds nothing wrong between two clinics that work, and keeps it for the list', async () => {
    const report = await until('a connection without faults', async () => {
      const found = await testConnection(chief, clinics.sued)
      return firstFault(found) === null && found
    })
    expect(report.findings.every(({ verdict }) => verdict === 'good')).toBe(true)
    expect(report.delayMs).not.toBeNull()
    expect(report.certificateEnds).toBeGreaterThan(Date.now())
    expect(await connectionSeenBy(chief, clinics.sued)).toMatchObject({ serverName: clinics.sued.serverName })
  })

  it('names the step that fails on the way to a clinic that is none', async () => {
    const nowhere = { ...clinics.sued, serverName: 'nirgends.example' }
    expect(firstFault(await testConnection(chief, nowhere))).toMatchObject({ step: 'name', fault: 'name-unknown' })
  })

  it('is for admins', async () => {
    await expect(testConnection(anna, clinics.sued)).rejects.toMatchObject({ status: 403 })
  })
})

describe('a server that is no partner', () => {
  const path = `/_matrix/federation/v1/query/profile?user_id=${encodeURIComponent('@anyone:nord.localhost')}`
  const unknown = { status: 403, body: { errcode: 'M_FORBIDDEN', code: 'partner-unknown' } }

  it('is refused at the door, named or not', async () => {
    expect(await askAsServer(clinics.nord, path, 'stranger.example')).toMatchObject(unknown)
    expect(await askAsServer(clinics.nord, path, null)).toMatchObject(unknown)
  })

  it('gains nothing by the name of a partner: the signature is not its own', async () => {
    const answer = await askAsServer(clinics.nord, path, 'sued.localhost')
    expect(answer).toMatchObject({ status: 401, body: { errcode: 'M_UNAUTHORIZED' } })
  })

  it('may see the key and the version of Nord, as everybody may', async () => {
    const keys = await askAsServer(clinics.nord, '/_matrix/key/v2/server', null)
    expect(keys).toMatchObject({ status: 200, body: { server_name: 'nord.localhost' } })
  })

  it('cannot be invited from, and the reason comes at once', async () => {
    const roomId = await createRoom(anna)
    await expect(invite(anna, roomId, '@eve:stranger.example')).rejects.toMatchObject({
      status: 403,
      body: { errcode: 'M_FORBIDDEN', 'app.consilium.code': 'partner-unknown' },
    })
  })
})
