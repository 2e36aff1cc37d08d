import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { RoomId } from '#shared/matrix/ids.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { sfuGet, takeSeat } from './call-api.ts'
import { askConsult, newRequest } from './consult-api.ts'
import { newDepartment } from './department.ts'
import { type Following, followSync } from './follow-sync.ts'
import { roomOf, say } from './matrix-api.ts'
import { movePartner, propose, restorePartnership, untilSeen } from './partner-api.ts'
import { type Somebody, sessionAt, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

/** Longer than federation takes in these tests, by far. */
const silenceMs = 3_000

let clinics: TestClinics
let chiefOfNord: Somebody
let chiefOfSued: Somebody
let anna: Somebody
let bert: Somebody
let room: RoomId
let annasPhone: Following
let bertsPhone: Following

beforeAll(async () => {
  clinics = await findClinics()
  const { nord, sued } = clinics
  ;[chiefOfNord, chiefOfSued] = (await Promise.all([nord, sued].map((one) => somebodyAt(one, { role: 'admin' })))) as [
    Somebody,
    Somebody,
  ]
  ;[anna, bert] = await Promise.all([somebodyAt(nord), somebodyAt(sued)])
  ;[annasPhone, bertsPhone] = await Promise.all([followSync(anna), followSync(bert)])
  room = await roomOf(anna, bert)
})

afterEach(() => restorePartnership(chiefOfNord, chiefOfSued))

const suspended = { status: 403, body: { errcode: 'M_FORBIDDEN', code: 'partner-suspended' } }

const sayAll = async (by: Somebody, texts: readonly string[]) => {
  for (const text of texts) await say(by, room, text)
}

describe('when the admin of Nord suspends Süd', () => {
  it('messages stop at once in both directions, and come in order and once when it is resumed', async () => {
    const { nord, sued } = clinics
    await say(anna, room, 'before')
    await bertsPhone.untilTexts(room, ['before'])
    await movePartner(chiefOfNord, sued, 'suspended')
    const fromNord = Array.from({ length: 15 }, (_, at) => `from Nord ${at}`)
    const fromSued = Array.from({ length: 3 }, (_, at) => `from Süd ${at}`)
    await Promise.all([sayAll(anna, fromNord), sayAll(bert, fromSued)])
    await sleep(silenceMs)
    const heard = [...(await annasPhone.textsOf(room)), ...(await bertsPhone.textsOf(room))]
    expect(heard.filter((text) => text.startsWith('from Nord'))).toEqual(fromNord)
    expect(heard.filter((text) => text.startsWith('from Süd'))).toEqual(fromSued)

    await movePartner(chiefOfNord, sued, 'active')
    await untilSeen(chiefOfSued, nord, 'active')
    await bertsPhone.untilTexts(room, fromNord, 60_000)
    await annasPhone.untilTexts(room, fromSued, 60_000)
    await say(bert, room, 'after')
    await annasPhone.untilTexts(room, ['after'], 60_000)
    const atSued = await bertsPhone.textsOf(room)
    const atNord = await annasPhone.textsOf(room)
    expect(atSued.filter((text) => text.startsWith('from Nord'))).toEqual(fromNord)
    expect(atNord.filter((text) => text.startsWith('from Süd') || text === 'after')).toEqual([...fromSued, 'after'])
  })

  it('people of Süd have no session at Nord any more, neither an old nor a new one', async () => {
    const { nord, sued } = clinics
    const token = await sessionAt(nord, bert)
    const path = `/api/directory/people?userId=${encodeURIComponent(anna.userId)}`
    const read = () => askJson(nord.reachableUrl, 'GET', path, { token })
    await expect(read()).resolves.toBeTruthy()
    await movePartner(chiefOfNord, sued, 'suspended')
    await expect(read()).rejects.toMatchObject(suspended)
    await expect(sessionAt(nord, bert)).rejects.toMatchObject(suspended)
  })

  it('people of Süd are put out of the calls of Nord, and get no token for another', async () => {
    const { nord, sued } = clinics
    const own = await takeSeat(await sfuGet(nord, anna, room))
    const theirs = await takeSeat(await sfuGet(nord, bert, room))
    try {
      await movePartner(chiefOfNord, sued, 'suspended')
      await until('Bert being put out of the call', async () => !theirs.isIn(), 5_000)
      expect(own.isIn()).toBe(true)
      await expect(sfuGet(nord, bert, room)).rejects.toMatchObject(suspended)
    } finally {
      own.leave()
      theirs.leave()
    }
  })

  it('Nord can ask no department of Süd, and both sides know who paused it', async () => {
    const { nord, sued } = clinics
    const department = await newDepartment(sued, ['first'])
    expect(await movePartner(chiefOfNord, sued, 'suspended')).toMatchObject({ status: 'suspended', suspendedBy: 'us' })
    expect(await untilSeen(chiefOfSued, nord, 'suspended')).toMatchObject({ suspendedBy: 'them' })
    await expect(askConsult(anna, newRequest(department))).rejects.toMatchObject(suspended)
  })
})

describe('a partnership', () => {
  it('that one side ended begins again only when both want it', async () => {
    const { nord, sued } = clinics
    await movePartner(chiefOfNord, sued, 'ended')
    await untilSeen(chiefOfSued, nord, 'ended')
    await expect(sessionAt(nord, bert)).rejects.toMatchObject({ status: 403, body: { code: 'partner-unknown' } })

    expect(await propose(chiefOfNord, sued)).toMatchObject({ status: 'proposed', proposedBy: 'us' })
    expect(await untilSeen(chiefOfSued, nord, 'proposed')).toMatchObject({ proposedBy: 'them' })
    await expect(sessionAt(nord, bert)).rejects.toMatchObject({ status: 403, body: { code: 'partner-unknown' } })

    expect(await propose(chiefOfSued, nord)).toMatchObject({ status: 'active' })
    await untilSeen(chiefOfNord, sued, 'active')
    await expect(sessionAt(nord, bert)).resolves.toBeTruthy()
    await say(anna, room, 'together again')
    await bertsPhone.untilTexts(room, ['together again'], 60_000)
  })

  it('is moved by admins of the own clinic alone', async () => {
    const { sued } = clinics
    await expect(movePartner(anna, sued, 'suspended')).rejects.toMatchObject({
      status: 403,
      body: { code: 'not-allowed' },
    })
    const token = await sessionAt(clinics.nord, chiefOfSued)
    await expect(
      movePartner({ ...chiefOfSued, clinic: clinics.nord, serviceToken: token }, sued, 'ended'),
    ).rejects.toMatchObject({ status: 403, body: { code: 'not-allowed' } })
    expect(await untilSeen(chiefOfNord, sued, 'active')).toBeTruthy()
  })
})
