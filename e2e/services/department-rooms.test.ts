import { beforeAll, describe, expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinic, type TestClinics } from '../clinics/remote-clinics.ts'
import { newDepartment } from './department.ts'
import { askMatrix, invite, join, leave, stateOf } from './matrix-api.ts'
import { type Somebody, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

let clinics: TestClinics
let admin: Somebody
const serviceAccount = '@consilium:nord.localhost'
beforeAll(async () => {
  clinics = await findClinics()
  admin = await somebodyAt(clinics.nord, { role: 'admin' })
})

const roomWithAlias = (person: Somebody, localpart: string): Promise<RoomId> =>
  until(`the room ${localpart}`, async () => {
    const alias = encodeURIComponent(`#${localpart}:${person.clinic.serverName}`)
    const found = askMatrix<{ room_id: RoomId }>(person, 'GET', `/_matrix/client/v3/directory/room/${alias}`)
    return (await found.catch(() => null))?.room_id
  })
const roomOfDepartment = (person: Somebody, id: string) => roomWithAlias(person, `consilium.department.${id}`)
const spaceOfClinic = (person: Somebody) => roomWithAlias(person, 'consilium.clinic')

const publish = (person: Somebody, serviceId: string | null) =>
  askService(clinics.nord, admin, 'PUT', '/api/directory/people', {
    userId: person.userId,
    name: 'Dr. Test',
    title: '',
    specialty: 'cardiology',
    serviceId,
  })

/** As everybody in the room sees it. */
const membershipsIn = async (person: Somebody, roomId: RoomId): Promise<Record<string, unknown>> =>
  Object.fromEntries(
    (await stateOf(person, roomId))
      .filter(({ type }) => type === eventTypes.member)
      .map(({ state_key, content }) => [state_key ?? '', content['membership']]),
  )

/** How many rooms of the clinic are called so. */
const countRooms = async ({ reachableUrl }: TestClinic, name: string): Promise<number> => {
  const path = `/api/admin/rooms?q=${encodeURIComponent(name)}`
  const answer = await fetch(`${reachableUrl}${path}`, { headers: { authorization: `Bearer ${admin.serviceToken}` } })
  return ((await answer.json()) as { total: number }).total
}

describe('the room of a department', () => {
  it('is made by the service, encrypted, in the space of the clinic, with its people invited', async () => {
    const { id, onCall } = await newDepartment(clinics.nord, ['first', 'second'])
    const [lea, max] = onCall as [Somebody, Somebody]
    const roomId = await roomOfDepartment(lea, id)
    for (const one of [lea, max]) await until('joining', () => join(one, roomId).catch(() => null))
    const state = await stateOf(max, roomId)
    const find = (type: string) => state.find((event) => event.type === type)
    expect(find(eventTypes.create)).toMatchObject({
      sender: serviceAccount,
      content: { type: eventTypes.departmentRoom, room_version: '12', 'm.federate': false },
    })
    expect(find(eventTypes.name)?.content).toEqual({ name: `Station ${id}` })
    expect(find(eventTypes.encryption)?.content).toEqual({ algorithm: 'm.megolm.v1.aes-sha2' })
    expect(find(eventTypes.historyVisibility)?.content).toEqual({ history_visibility: 'invited' })

    const space = await spaceOfClinic(lea)
    await until('the invitation to the space', () => join(lea, space).catch(() => null))
    const children = (await stateOf(lea, space)).filter(({ type }) => type === eventTypes.spaceChild)
    expect(children.map(({ state_key }) => state_key)).toContain(roomId)
    // The service account has no device, so nobody can give it a key.
    const keys = await askMatrix<{ device_keys: Record<string, unknown> }>(
      lea,
      'POST',
      '/_matrix/client/v3/keys/query',
      {
        device_keys: { [serviceAccount]: [] },
      },
    )
    expect(Object.values(keys.device_keys)).toEqual([{}])
  })

  it('is changed by the service only: no member brings anybody in, of whatever clinic', async () => {
    const { id, onCall } = await newDepartment(clinics.nord, ['first'])
    const lea = onCall[0] as Somebody
    const roomId = await roomOfDepartment(lea, id)
    await until('joining', () => join(lea, roomId).catch(() => null))
    const stranger = await somebodyAt(clinics.sued)
    for (const userId of [admin.userId, stranger.userId])
      await expect(invite(lea, roomId, userId)).rejects.toMatchObject({ status: 403 })
  })

  it('loses who changes the department, who has the other one instead', async () => {
    const [from, to] = await Promise.all([
      newDepartment(clinics.nord, ['first', 'second']),
      newDepartment(clinics.nord, ['first']),
    ])
    const [lea, max] = from.onCall as [Somebody, Somebody]
    const fromRoom = await roomOfDepartment(lea, from.id)
    for (const one of [lea, max]) await until('joining', () => join(one, fromRoom).catch(() => null))
    await publish(lea, to.id)
    await until('lea being out', async () => (await membershipsIn(max, fromRoom))[lea.userId] === 'leave')
    await until('lea being in', async () => join(lea, await roomOfDepartment(lea, to.id)).catch(() => null))
    await expect(join(lea, fromRoom)).rejects.toMatchObject({ status: 403 })
  })

  it('is there once and complete, although the service is killed while it is made and people come and go', async () => {
    const id = `station-${crypto.randomUUID().slice(0, 8)}`
    const name = `Station ${id}`
    const people = await Promise.all([somebodyAt(clinics.nord), somebodyAt(clinics.nord)])
    const [lea, max] = people as [Somebody, Somebody]
    try {
      await askService(clinics.nord, admin, 'PUT', '/api/directory/services', { id, name, specialty: 'cardiology' })
      for (const one of people) await publish(one, id)
      await clinics.nord.part('service', 'kill')
    } finally {
      await clinics.nord.part('service', 'start')
    }
    await clinics.nord.part('service', 'kill')
    await clinics.nord.part('service', 'start')
    const roomId = await roomOfDepartment(lea, id)
    for (const one of people) await until('joining', () => join(one, roomId).catch(() => null))
    // Whoever goes by mistake belongs there still: the next start puts it right.
    await leave(max, roomId)
    await clinics.nord.part('service', 'kill')
    await clinics.nord.part('service', 'start')
    await until('max being asked again', () => join(max, roomId).catch(() => null))
    expect(await countRooms(clinics.nord, name)).toBe(1)
    expect(await membershipsIn(lea, roomId)).toMatchObject({
      [lea.userId as UserId]: 'join',
      [max.userId as UserId]: 'join',
    })
  })
})
