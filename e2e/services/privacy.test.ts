import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { sfuGet } from './call-api.ts'
import { newCiphertext, readBytes, store } from './case-file-api.ts'
import { askConsult, move, newRequest } from './consult-api.ts'
import { newDepartment } from './department.ts'
import { invite, join, say } from './matrix-api.ts'
import { openIdTokenOf, openSession, type Somebody, sessionAt, somebodyAt } from './somebody.ts'

let clinics: TestClinics
/** Whatever a log could have learnt of these people. */
const secrets: string[] = []

const logsOf = ({ folder }: TestClinics['nord']) =>
  ['service.log', 'gateway.log'].map((name) => readFileSync(joinPath(folder, name), 'utf8'))

const refused = (asking: Promise<unknown>) => expect(asking).rejects.toBeTruthy()

/** A day at both clinics, with everything that is refused on it. */
const work = async (asker: Somebody, stranger: Somebody): Promise<void> => {
  const { nord, sued } = clinics
  const department = await newDepartment(sued, ['first'])
  const specialist = department.onCall[0] as Somebody
  const { roomId } = await askConsult(asker, newRequest(department))
  for (const person of [asker, specialist]) await join(person, roomId)
  const token = await sessionAt(nord, specialist)
  await move(nord, token, roomId, { to: 'accepted', expectedVersion: 1 })
  await say(specialist, roomId, 'Vorhofflimmern')
  await sfuGet(nord, specialist, roomId)
  const file = newCiphertext(1_000)
  await store(asker, roomId, file)
  await readBytes(nord, token, roomId, file.fileId)
  const search = `/api/directory/search?q=${encodeURIComponent(specialist.userId)}`
  await askJson(nord.reachableUrl, 'GET', search, { token: asker.serviceToken })

  await refused(sfuGet(nord, stranger, roomId))
  await refused(readBytes(nord, stranger.serviceToken, roomId, file.fileId))
  await refused(move(nord, token, roomId, { to: 'cancelled', reason: 'other', expectedVersion: 1 }))
  await refused(invite(asker, roomId, '@eve:stranger.example'))
  const openId = await openIdTokenOf(stranger)
  for (const matrix_server_name of ['sued.localhost', 'stranger.example'])
    await refused(openSession(nord, { ...openId, device_id: stranger.deviceId, matrix_server_name }))
  await refused(askJson(nord.reachableUrl, 'GET', `/api/nothing/${encodeURIComponent(asker.userId)}`))
  await refused(askJson(nord.reachableUrl, 'POST', '/api/session', { body: { access_token: asker.accessToken } }))

  const people = [asker, stranger, specialist]
  secrets.push(...people.flatMap((one) => [one.userId, one.accessToken, one.serviceToken]), token, openId.access_token)
}

beforeAll(async () => {
  clinics = await findClinics()
  const [asker, stranger] = await Promise.all([somebodyAt(clinics.nord), somebodyAt(clinics.nord)])
  await work(asker, stranger)
})

describe('the logs of services and gateways', () => {
  it('say what happened', () => {
    const [service, gateway] = logsOf(clinics.nord)
    for (const event of ['consult-requested', 'case-file-stored', 'session-refused']) expect(service).toContain(event)
    expect(gateway).toContain('policy-applied')
  })

  it('know nobody by name, and hold no token and no word of what was said', () => {
    for (const log of [clinics.nord, clinics.sued].flatMap(logsOf)) {
      for (const secret of [...secrets, 'Vorhofflimmern']) expect(log.includes(secret), 'a log holds it').toBe(false)
    }
  })

  it('hold nothing that looks like a person, an alias, a token or an address with ids, whoever wrote it today', () => {
    const patterns = {
      person: /@[a-z0-9._=/+-]+:(?:nord|sued)\.localhost/i,
      alias: /#[^\s"]+:(?:nord|sued)\.localhost/i,
      'Matrix token': /\b(?:syt|mct|syr|syl)_[\w-]+/,
      'signed token': /\beyJ[\w-]+\.[\w-]+/,
      bearer: /bearer\s+\S+/i,
      address: /\/_matrix\/|\/api\/|access_token/,
    }
    for (const log of [clinics.nord, clinics.sued].flatMap(logsOf))
      for (const [name, pattern] of Object.entries(patterns)) expect(pattern.exec(log)?.[0], name).toBeUndefined()
  })
})
