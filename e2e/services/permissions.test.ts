import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RoomId } from '#shared/matrix/ids.ts'
import { permissionConfigType } from '#shared/permissions/permission-config.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinic, type TestClinics } from '../clinics/remote-clinics.ts'
import { askConsult, newRequest } from './consult-api.ts'
import { newDepartment } from './department.ts'
import { type Following, followSync } from './follow-sync.ts'
import { accountDataOf, askMatrix, createRoom, invite, join, putAccountData, roomOf, stateOf } from './matrix-api.ts'
import { type Somebody, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

let clinics: TestClinics
/** Of Süd, whose configuration changes. */
let emil: Somebody
let phone: Following
/** Of the same clinic, and of the other one. */
let local: Somebody
let remote: Somebody

beforeAll(async () => {
  clinics = await findClinics()
  const { nord, sued } = clinics
  ;[emil, local, remote] = await Promise.all([somebodyAt(sued), somebodyAt(sued), somebodyAt(nord)])
  phone = await followSync(emil)
})

const configure = (content: object, person = emil) => putAccountData(person, permissionConfigType, content)
const refused = { status: 403, body: { errcode: 'M_FORBIDDEN', 'app.consilium.code': 'invitation-refused' } }

/** Invites into a room of their own, and says whether the other one was told. */
const tries = async (inviter: Somebody): Promise<'arrived' | 'refused'> => {
  const roomId = await createRoom(inviter)
  try {
    await invite(inviter, roomId, emil.userId)
  } catch (error) {
    expect(error).toMatchObject(refused)
    expect(await phone.invitations()).not.toContain(roomId)
    return 'refused'
  }
  await phone.untilInvited(roomId)
  return 'arrived'
}

describe('an invitation by somebody of the same and of another clinic', () => {
  const person = (of: () => Somebody) => () => ({ userExceptions: { [of().userId]: {} } })
  const clinic = (name: string) => () => ({ serverExceptions: { [name]: {} } })
  const localPerson = person(() => local)
  const remotePerson = person(() => remote)

  it.each([
    ['allow all', 'nobody', () => ({}), 'arrived', 'arrived'],
    ['allow all', 'the local person', localPerson, 'refused', 'arrived'],
    ['allow all', 'the remote person', remotePerson, 'arrived', 'refused'],
    ['allow all', 'the own clinic', clinic('sued.localhost'), 'refused', 'arrived'],
    ['allow all', 'the partner clinic', clinic('nord.localhost'), 'arrived', 'refused'],
    ['block all', 'nobody', () => ({}), 'refused', 'refused'],
    ['block all', 'the local person', localPerson, 'arrived', 'refused'],
    ['block all', 'the remote person', remotePerson, 'refused', 'arrived'],
    ['block all', 'the own clinic', clinic('sued.localhost'), 'arrived', 'refused'],
    ['block all', 'the partner clinic', clinic('nord.localhost'), 'refused', 'arrived'],
  ] as const)('with "%s" but %s', async (defaultSetting, _, exceptions, ofLocal, ofRemote) => {
    await configure({ defaultSetting, ...exceptions() })
    expect({ local: await tries(local), remote: await tries(remote) }).toEqual({ local: ofLocal, remote: ofRemote })
  })

  it('is refused on every way that a client has', async () => {
    await configure({ defaultSetting: 'block all' })
    const before = await phone.invitations()
    for (const by of [local, remote]) {
      const state = async () => {
        const roomId = await createRoom(by)
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/m.room.member/${emil.userId}`
        await askMatrix(by, 'PUT', path, { membership: 'invite', is_direct: true })
      }
      await expect(state()).rejects.toMatchObject(refused)
      await expect(createRoom(by, [emil])).rejects.toMatchObject({ status: 403 })
      // Also into a room in which the clinic of the invited one already is.
      const friend = await somebodyAt(clinics.sued)
      const roomId = await roomOf(by, friend)
      await expect(invite(by, roomId, emil.userId)).rejects.toMatchObject(refused)
    }
    expect(await phone.invitations()).toEqual(before)
  })

  it('that is there past the request for it is declined as soon as the clinic comes to see it', async () => {
    await configure({ defaultSetting: 'allow all' })
    const roomId = await createRoom(remote)
    await invite(remote, roomId, emil.userId)
    await phone.untilInvited(roomId)
    await configure({ defaultSetting: 'block all' })
    // With the room comes its state, and in it an invitation that nobody asks about.
    const friend = await somebodyAt(clinics.sued)
    await invite(remote, roomId, friend.userId)
    await join(friend, roomId)
    await until('a declined invitation at the inviter', async () =>
      (await stateOf(remote, roomId)).some(
        ({ state_key, content }) => state_key === emil.userId && content['membership'] === 'leave',
      ),
    )
    expect(await phone.invitations()).not.toContain(roomId)
  })

  it('of a consult reaches those on duty, whomever they block', async () => {
    const department = await newDepartment(clinics.sued, ['first'])
    const [onCall] = department.onCall as [Somebody]
    const alerts = await followSync(onCall)
    await configure({ defaultSetting: 'block all' }, onCall)
    const { roomId } = await askConsult(remote, newRequest(department))
    await alerts.untilInvited(roomId as RoomId)
    await expect(invite(remote, await createRoom(remote), onCall.userId)).rejects.toMatchObject(refused)
  })
})

describe('the default of a clinic', () => {
  const path = '/api/permissions/default'
  let chief: Somebody
  let clinic: TestClinic
  const decide = (content: object) => askService(clinic, chief, 'PUT', path, content)

  beforeAll(async () => {
    clinic = clinics.sued
    chief = await somebodyAt(clinic, { role: 'admin' })
  })
  afterAll(() => decide({ defaultSetting: 'allow all' }))

  it('is what an account begins with, and stays in force when its configuration is broken', async () => {
    await decide({ defaultSetting: 'block all', serverExceptions: { '@LOCAL_SERVER@': {} } })
    const ownOnly = { defaultSetting: 'block all', serverExceptions: { 'sued.localhost': {} } }
    const newcomer = await until('an account with the new default', async () => {
      const person = await somebodyAt(clinic)
      const given = await accountDataOf<{ defaultSetting: string }>(person, permissionConfigType)
      return given.defaultSetting === 'block all' && person
    })
    expect(await accountDataOf(newcomer, permissionConfigType)).toMatchObject(ownOnly)
    await expect(invite(remote, await createRoom(remote), newcomer.userId)).rejects.toMatchObject(refused)

    await configure({ defaultSetting: 'whatever' }, newcomer)
    await expect(invite(remote, await createRoom(remote), newcomer.userId)).rejects.toMatchObject(refused)
    expect(await accountDataOf(newcomer, permissionConfigType)).toMatchObject(ownOnly)
    await invite(local, await createRoom(local), newcomer.userId)
    // Whoever had decided before keeps it.
    await configure({ defaultSetting: 'allow all' })
    expect(await tries(remote)).toBe('arrived')
  })
})
