import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ServerName } from '#shared/matrix/ids.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import {
  introductionOf,
  type OpenIdToken,
  openIdTokenOf,
  openSession,
  ownOpenIdTokenOf,
  type Somebody,
  sessionAt,
  somebodyAt,
} from './somebody.ts'

let clinics: TestClinics
let anna: Somebody
let bert: Somebody
beforeAll(async () => {
  clinics = await findClinics()
  const { nord, sued } = clinics
  ;[anna, bert] = await Promise.all([somebodyAt(nord), somebodyAt(sued)])
})

const notSignedIn = { status: 401, body: { errcode: 'M_UNKNOWN_TOKEN', code: 'not-signed-in' } }
const notAllowed = { status: 403, body: { errcode: 'M_FORBIDDEN', code: 'not-allowed' } }

const peopleAt = (token: string | undefined) =>
  askJson(clinics.nord.reachableUrl, 'GET', '/api/admin/people', token === undefined ? {} : { token })

describe('a session at the service of Nord', () => {
  it('is given to people of Nord and of its partner Süd, under the name that their homeserver vouches for', async () => {
    for (const [person, token] of [
      [anna, await ownOpenIdTokenOf(anna)],
      [bert, await introductionOf(bert, 'nord.localhost')],
    ] as const) {
      const session = await openSession(clinics.nord, token)
      expect(session).toMatchObject({ userId: person.userId, isClinicAdmin: false })
      const path = `/api/directory/people?userId=${encodeURIComponent(person.userId)}`
      await expect(askJson(clinics.nord.reachableUrl, 'GET', path, { token: session.token })).resolves.toBeTruthy()
    }
  })

  it('is not given for a token that nobody gave out', async () => {
    for (const proof of [
      { access_token: 'nonsense', matrix_server_name: 'nord.localhost', device_id: anna.deviceId },
      { introduction: 'nonsense', matrix_server_name: 'nord.localhost' as ServerName },
      { introduction: 'nonsense', matrix_server_name: 'sued.localhost' as ServerName },
    ])
      await expect(openSession(clinics.nord, proof)).rejects.toMatchObject(notSignedIn)
  })

  it('is not given for a token of a server that is no partner', async () => {
    await expect(
      openSession(clinics.nord, { introduction: 'anything', matrix_server_name: 'stranger.example' as ServerName }),
    ).rejects.toMatchObject({ status: 403, body: { errcode: 'M_FORBIDDEN', code: 'partner-unknown' } })
  })

  it('is not given to one who names another server than the one that knows them', async () => {
    const { introduction } = await introductionOf(anna, 'sued.localhost')
    await expect(
      openSession(clinics.sued, { introduction, matrix_server_name: 'sued.localhost' as ServerName }),
    ).rejects.toMatchObject(notSignedIn)
  })

  it('is not given for an introduction to somebody else, nor for a token that a partner was shown in a call', async () => {
    const toSued = await introductionOf(anna, 'sued.localhost')
    await expect(openSession(clinics.sued, toSued)).resolves.toMatchObject({ userId: anna.userId })
    // What Süd was given it tries at Nord, and what Nord was shown it tries at Süd.
    await expect(openSession(clinics.nord, toSued)).rejects.toMatchObject(notSignedIn)
    const shown = { ...(await openIdTokenOf(bert)), device_id: bert.deviceId }
    await expect(openSession(clinics.nord, shown)).rejects.toMatchObject(notSignedIn)
  })

  it('is not given to a partner who was shown a token of one of our people, as it is when they join its calls', async () => {
    await ownOpenIdTokenOf(anna)
    const shown = await openIdTokenOf(anna)
    await expect(openSession(clinics.nord, { ...shown, device_id: anna.deviceId })).rejects.toMatchObject(notSignedIn)
  })

  it('is not given to a partner who was shown a token of our service account', async () => {
    const { homeserver } = JSON.parse(readFileSync(join(clinics.nord.folder, 'service.json'), 'utf8'))
    const path = `/_matrix/client/v3/user/${encodeURIComponent('@consilium:nord.localhost')}/openid/request_token`
    const shown = await askJson<OpenIdToken>(homeserver.url, 'POST', path, { body: {}, token: homeserver.asToken })
    const { access_token, matrix_server_name } = shown
    await expect(
      openSession(clinics.nord, { access_token, matrix_server_name, device_id: 'ANY' }),
    ).rejects.toMatchObject(notSignedIn)
  })

  it('is not given for the Matrix access token itself, which a service must never see', async () => {
    await expect(
      openSession(clinics.nord, {
        access_token: anna.accessToken,
        matrix_server_name: 'nord.localhost',
        device_id: anna.deviceId,
      }),
    ).rejects.toMatchObject(notSignedIn)
  })

  it('is worth nothing at Süd', async () => {
    await expect(
      askJson(clinics.sued.reachableUrl, 'GET', '/api/consults', { token: anna.serviceToken }),
    ).rejects.toMatchObject(notSignedIn)
  })
})

describe('the administration of Nord', () => {
  it('opens to an admin of Nord', async () => {
    const admin = await somebodyAt(clinics.nord, { role: 'admin' })
    const { people } = (await peopleAt(admin.serviceToken)) as { people: { userId: string }[] }
    expect(people.length).toBeGreaterThan(0)
  })

  it('stays closed to its physicians, to an admin of Süd, and to one who has not signed in', async () => {
    const admin = await somebodyAt(clinics.sued, { role: 'admin' })
    await expect(peopleAt(anna.serviceToken)).rejects.toMatchObject(notAllowed)
    await expect(peopleAt(await sessionAt(clinics.nord, admin))).rejects.toMatchObject(notAllowed)
    await expect(peopleAt(undefined)).rejects.toMatchObject(notSignedIn)
  })
})
