import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Roster } from '#shared/duty/roster-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { type Department, newDepartment } from './department.ts'
import { moveDuty, myDuty, takeDuty, writeToDuty } from './duty-api.ts'
import { followSync } from './follow-sync.ts'
import { join as enter, messagesOf, say, stateOf, writeState } from './matrix-api.ts'
import { type Somebody, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

let clinics: TestClinics
let asker: Somebody
beforeAll(async () => {
  clinics = await findClinics()
  asker = await somebodyAt(clinics.nord)
})

/** A department of Süd: the first is on duty, the second is not. */
const wardWithDuty = async () => {
  const ward = await newDepartment(clinics.sued, ['first', 'first'])
  const [first, second] = ward.onCall as [Somebody, Somebody]
  await takeDuty(second, null)
  return { ward, first, second }
}

/** The same, written to by the asker of Nord; both sides are in the conversation. */
const openDuty = async () => {
  const { ward, first, second } = await wardWithDuty()
  const { roomId } = await writeToDuty(asker, ward)
  for (const person of [asker, first]) await enter(person, roomId)
  return { ward, first, second, roomId }
}

const rosterSeenBy = async (person: Somebody, roomId: RoomId) =>
  (await stateOf(person, roomId)).find(({ type }) => type === eventTypes.dutyRoster)?.content as Roster

const refused = (status: number, code: string) => ({ status, body: { code } })

describe('a person of Nord who writes to a duty of Süd', () => {
  it('gets one conversation, made by the service of Süd, with whoever is on duty there', async () => {
    const { ward, first, second } = await wardWithDuty()
    const [phone, silent] = await Promise.all([first, second].map(followSync))
    const [one, other] = await Promise.all([writeToDuty(asker, ward), writeToDuty(asker, ward)])
    expect(other.roomId).toBe(one.roomId)
    expect(one).toMatchObject({ homeServer: 'sued.localhost', roster: { asker: asker.userId, status: 'open' } })
    await phone?.untilInvited(one.roomId)
    expect(await silent?.invitations()).not.toContain(one.roomId)
    await enter(asker, one.roomId)
    const state = await stateOf(asker, one.roomId)
    expect(state.find(({ type }) => type === eventTypes.create)).toMatchObject({
      sender: '@consilium:sued.localhost',
      content: { type: eventTypes.dutyRoom, room_version: '12' },
    })
    expect(state.find(({ type }) => type === eventTypes.encryption)).toBeDefined()
    expect((await writeToDuty(asker, ward)).roomId).toBe(one.roomId)
  })

  it('sees who is on duty and when that changes, which nobody but the service can write', async () => {
    const { first, second, roomId } = await openDuty()
    const roster = await rosterSeenBy(first, roomId)
    for (const person of [asker, first])
      await expect(writeState(person, roomId, eventTypes.dutyRoster, roster)).rejects.toMatchObject({ status: 403 })
    await takeDuty(second, 'second')
    await takeDuty(first, null)
    await until('the new roster at Nord', async () => {
      const running = (await rosterSeenBy(asker, roomId)).shifts.filter((shift) => shift.until === null)
      return running.length === 1 && running[0]?.userId === second.userId
    })
  })

  it('is refused where there is no such duty, and at a clinic that is no partner', async () => {
    const { ward } = await wardWithDuty()
    await expect(writeToDuty(asker, { ...ward, id: 'nowhere' })).rejects.toMatchObject(refused(404, 'not-found'))
    const stranger = 'stranger.example' as Department['serverName']
    await expect(writeToDuty(asker, { ...ward, serverName: stranger })).rejects.toMatchObject(
      refused(403, 'partner-unknown'),
    )
  })
})

describe('at the end of a shift', () => {
  it('the one who goes is put out and hears nothing more; the one who comes has what was before', async () => {
    const { first, second, roomId } = await openDuty()
    await say(asker, roomId, 'before the change')
    const [leaving, coming] = await Promise.all([first, second].map(followSync))
    await moveDuty(first, roomId, { to: 'handed', person: second.userId })
    await takeDuty(second, 'first')
    await takeDuty(first, null)
    await coming?.untilInvited(roomId)
    await enter(second, roomId)
    await say(asker, roomId, 'after the change')
    await coming?.untilTexts(roomId, ['after the change'])
    expect(await messagesOf(second, roomId)).toContain('before the change')
    expect(await leaving?.textsOf(roomId)).not.toContain('after the change')
    await expect(say(first, roomId, 'too late')).rejects.toMatchObject({ status: 403 })
    expect((await rosterSeenBy(second, roomId)).handovers).toMatchObject([{ from: first.userId, to: second.userId }])
  })

  it('nobody leaves the role empty without saying so', async () => {
    const { first, roomId } = await openDuty()
    await expect(takeDuty(first, null)).rejects.toMatchObject(refused(409, 'last-on-duty'))
    expect((await myDuty(first)).conversations.map((one) => one.roomId)).toEqual([roomId])
    await takeDuty(first, null, true)
    expect(await myDuty(first)).toMatchObject({ tier: null, conversations: [] })
  })

  it('an account that is closed while it is on duty has the duty no more', async () => {
    const { first, second, roomId } = await openDuty()
    const admin = await somebodyAt(clinics.sued, { role: 'admin' })
    // The administration's own way, which the clinic's web address does not show.
    const { homeserver } = JSON.parse(await readFile(join(clinics.sued.folder, 'service.json'), 'utf8'))
    const path = `/_synapse/admin/v1/deactivate/${encodeURIComponent(first.userId)}`
    await askJson(homeserver.url, 'POST', path, { body: { erase: false }, token: admin.accessToken })
    await until('the end of the duty', async () => {
      const colleague = (await myDuty(second)).colleagues.find(({ userId }) => userId === first.userId)
      return colleague?.tier === null
    })
    await until('the roster at Nord', async () =>
      (await rosterSeenBy(asker, roomId)).shifts.every((shift) => shift.until !== null),
    )
  })
})
