import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, it } from 'vitest'
import type { ClosingOutput } from '#shared/admin/api.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { openPushReceiver } from '../people/push-receiver.ts'
import { logOf } from './audit-api.ts'
import { sfuGet, takeSeat } from './call-api.ts'
import { askConsult, consultsOf, move, newRequest } from './consult-api.ts'
import { newDepartment } from './department.ts'
import { createRoom, join, say, stateOf } from './matrix-api.ts'
import { wake } from './push-api.ts'
import { confirmed, type Somebody, sessionAt, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

let clinics: TestClinics
let admin: Somebody
let colleague: Somebody
beforeAll(async () => {
  clinics = await findClinics()
  ;[admin, colleague] = await Promise.all([
    somebodyAt(clinics.nord, { role: 'admin' }).then(confirmed),
    somebodyAt(clinics.nord),
  ])
})

const groupOf = async (owner: Somebody, at: number): Promise<RoomId> => {
  const roomId = await createRoom(owner, [colleague], `Gruppe ${at}`)
  await join(colleague, roomId)
  return roomId
}
const groupsOf = async (owner: Somebody, count: number): Promise<RoomId[]> => {
  const made: RoomId[] = []
  for (let at = 0; at < count; at += 1) made.push(await groupOf(owner, at))
  return made
}

const closing = (whom: Somebody) =>
  askService<ClosingOutput>(clinics.nord, admin, 'POST', '/api/admin/people/closing', { userId: whom.userId })
const howFar = (whom: Somebody) =>
  askService<ClosingOutput>(
    clinics.nord,
    admin,
    'GET',
    `/api/admin/people/closing?userId=${encodeURIComponent(whom.userId)}`,
  )

/** How many devices the homeserver knows of somebody: of an account that is closed whole, none. */
const devicesOf = async ({ userId }: Somebody): Promise<number> => {
  const { homeserver } = JSON.parse(readFileSync(joinPath(clinics.nord.folder, 'service.json'), 'utf8'))
  const path = `/_synapse/admin/v2/users/${encodeURIComponent(userId)}/devices`
  return (await askJson<{ total: number }>(homeserver.url, 'GET', path, { token: homeserver.asToken })).total
}

const membersOf = async (roomId: RoomId) =>
  (await stateOf(colleague, roomId)).flatMap(({ type, state_key, content }) =>
    type === 'm.room.member' && content['membership'] === 'join' ? [state_key] : [],
  )
const levelIn = async (roomId: RoomId) => {
  const levels = (await stateOf(colleague, roomId)).find(({ type }) => type === 'm.room.power_levels')
  const users = (levels?.content['users'] ?? {}) as Record<string, number>
  return users[colleague.userId]
}

it('accounts that are being closed when the service is killed, again and again, are closed whole, and once', async () => {
  await using browser = await openPushReceiver()
  const department = await newDepartment(clinics.nord, ['first', 'first'])
  const [first, second] = department.onCall as [Somebody, Somebody]
  const [asker, few, none] = await Promise.all([
    somebodyAt(clinics.sued),
    somebodyAt(clinics.nord),
    somebodyAt(clinics.nord),
  ])
  const gone = [none, few, first]
  const { roomId } = await askConsult(asker, newRequest(department))
  for (const person of [asker, first, second]) await join(person, roomId)
  await move(clinics.sued, await sessionAt(clinics.sued, first), roomId, { to: 'accepted', expectedVersion: 1 })
  const groups = [await groupsOf(few, 3), await groupsOf(first, 12)].flat()
  const talk = groups[0] as RoomId
  await wake(few, browser)
  await say(colleague, talk, 'Wer kommt?')
  await until('a push message', async () => browser.pushed.length > 0)
  const seat = await takeSeat(await sfuGet(clinics.nord, few, talk))
  const other = await takeSeat(await sfuGet(clinics.nord, colleague, talk))

  const asked = Promise.allSettled(gone.map(closing))
  try {
    for (const afterMs of [250, 400, 700]) {
      await sleep(afterMs)
      await clinics.nord.part('service', 'kill')
      await clinics.nord.part('service', 'start')
    }
  } finally {
    await clinics.nord.part('service', 'start')
  }
  expect((await asked).map(({ status }) => status)).toContain('rejected')

  for (const one of gone) {
    await until('the end of the closing', async () => (await howFar(one).catch(() => null))?.isDone)
    expect(await devicesOf(one)).toBe(0)
    await expect(askService(clinics.nord, one, 'GET', '/api/directory/me')).rejects.toMatchObject({ status: 401 })
    const closed = (await logOf(admin, { person: one.userId })).filter(
      ({ details }) => details?.code === 'account-closed' && details.whom === one.userId,
    )
    expect(closed).toHaveLength(1)
  }
  for (const group of groups) {
    await expect.poll(() => membersOf(group)).toEqual([colleague.userId])
    expect(await levelIn(group)).toBe(100)
  }
  await until('the call being over for who is gone', async () => !seat.isIn())
  expect(other.isIn()).toBe(true)
  other.leave()
  const free = async () => (await consultsOf(second)).find((consult) => consult.roomId === roomId)?.task.status
  await until('the consult calling who is on duty', async () => (await free()) === 'requested')
  await say(colleague, talk, 'Ist noch jemand da?')
  await sleep(1_500)
  expect(browser.pushed).toHaveLength(1)
})
