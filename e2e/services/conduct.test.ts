import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { askMatrix, createRoom, invite, pathOf, say, stateOf, writeState } from './matrix-api.ts'
import { type Somebody, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

const dayMs = 24 * 60 * 60 * 1000

let clinics: TestClinics
let anna: Somebody
let room: RoomId
let message: EventId
beforeAll(async () => {
  clinics = await findClinics()
  anna = await somebodyAt(clinics.nord)
  room = await createRoom(anna)
  message = await say(anna, room, 'Kalium 3,1')
})

const send = (type: string, content: unknown) =>
  askMatrix<{ event_id: EventId }>(anna, 'PUT', pathOf('rooms', room, 'send', type, randomUUID()), content)
const redact = (eventId: EventId, content: unknown = {}) =>
  askMatrix(anna, 'PUT', pathOf('rooms', room, 'redact', eventId, randomUUID()), content)
const refusedAs = (asked: Promise<unknown>, code: string) =>
  expect(asked).rejects.toMatchObject({ status: 403, body: { errcode: 'M_FORBIDDEN', 'app.consilium.code': code } })

const asService = <T>(method: 'POST' | 'PUT', path: string, body: unknown) => {
  const { homeserver } = JSON.parse(readFileSync(joinPath(clinics.nord.folder, 'service.json'), 'utf8'))
  return askJson<T>(homeserver.url, method, path, { body, token: homeserver.asToken })
}
/** Written by the clinic's service, which alone may say when. */
const saidBefore = async (ageMs: number): Promise<EventId> => {
  const path = `${pathOf('rooms', room, 'send', 'm.room.message', randomUUID())}?ts=${Date.now() - ageMs}`
  return (await asService<{ event_id: EventId }>('PUT', path, { msgtype: 'm.text', body: 'old' })).event_id
}

it('refuses threads, also where only the relation can be seen', async () => {
  const relation = { 'm.relates_to': { rel_type: 'm.thread', event_id: message } }
  await refusedAs(send('m.room.message', { msgtype: 'm.text', body: 'x', ...relation }), 'thread-refused')
  await refusedAs(send('m.room.encrypted', { ciphertext: 'x', ...relation }), 'thread-refused')
})

it('takes exactly one emoji for a reaction in the clear', async () => {
  const reaction = (key: string) => ({ 'm.relates_to': { rel_type: 'm.annotation', event_id: message, key } })
  await send('m.reaction', reaction('👍'))
  await refusedAs(send('m.reaction', reaction('👍👍')), 'reaction-refused')
  await refusedAs(send('m.reaction', reaction('Kalium')), 'reaction-refused')
})

it('lets nobody delete a message without a trace', async () => {
  const asReaction = { 'app.consilium.redacted_relation': 'm.annotation' }
  await refusedAs(redact(message, asReaction), 'bad-input')
  await redact(message)
})

it('refuses to delete what is older than a day', async () => {
  await invite(anna, room, `@consilium:${clinics.nord.serverName}`)
  await asService('POST', pathOf('join', room), {})
  const [yesterday, before] = [await saidBefore(dayMs - 60_000), await saidBefore(dayMs + 60_000)]
  await redact(yesterday)
  await refusedAs(redact(before), 'deletion-too-late')
})

it('takes the name of a person from their clinic alone, also for one room', async () => {
  const nameIn = async (by: Somebody) => {
    const member = (await stateOf(by, room)).find(
      ({ type, state_key }) => type === 'm.room.member' && state_key === anna.userId,
    )
    return member?.content['displayname']
  }
  const before = await nameIn(anna)
  expect(before).toMatch(/^Dr\. /)
  const profile = pathOf('profile', anna.userId, 'displayname')
  for (const displayname of ['Prof. Dr. Walter Huber', ''])
    await expect(askMatrix(anna, 'PUT', profile, { displayname })).rejects.toMatchObject({ status: 403 })
  await writeState(
    anna,
    room,
    'm.room.member',
    { membership: 'join', displayname: 'Prof. Dr. Walter Huber' },
    anna.userId,
  )
  expect(await nameIn(anna)).toBe(before)

  const admin = await clinics.nord.signIn(clinics.nord.person('katrin'))
  const change = (name: string) =>
    askService(clinics.nord, admin, 'PUT', '/api/admin/people', { userId: anna.userId, name, entry: null })
  await change(`${before}-Neu`)
  await until('the name that the clinic gave', async () => (await nameIn(anna)) === `${before}-Neu`)
  await expect(
    askService(clinics.nord, anna, 'PUT', '/api/admin/people', { userId: anna.userId, name: 'Chef', entry: null }),
  ).rejects.toMatchObject({ status: 403, body: { code: 'not-allowed' } })
  await admin.signOut()
})
