import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { RoomId } from '#shared/matrix/ids.ts'
import { type PartnerService, partnerServices } from '#shared/partners/limits.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { sfuGet, takeSeat } from './call-api.ts'
import { askConsult, newRequest } from './consult-api.ts'
import { type Department, newDepartment } from './department.ts'
import { type Following, followSync } from './follow-sync.ts'
import { createRoom, invite, messagesOf, roomOf, say } from './matrix-api.ts'
import {
  declinePartner,
  limitPartner,
  movePartner,
  partnerSeenBy,
  propose,
  restorePartnership,
  untilSeen,
} from './partner-api.ts'
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

const ways = [
  'session at Nord',
  'session at Süd',
  'call at Nord',
  'call at Süd',
  'consult of Nord at Süd',
  'invitation from Nord',
  'invitation from Süd',
  'file of Nord',
  'file of Süd',
] as const
type Way = (typeof ways)[number]

const allWays = (outcome: string | null) => Object.fromEntries(ways.map((way) => [way, outcome]))

/** What passes between Nord and Süd or is stopped, by name: the code of the refusal, or null. */
const whatPasses = async (department: Department) => {
  const { nord, sued } = clinics
  const acts = {
    'session at Nord': () => sessionAt(nord, bert),
    'session at Süd': () => sessionAt(sued, anna),
    'call at Nord': () => sfuGet(nord, bert, room),
    'call at Süd': () => sfuGet(sued, anna, room),
    'consult of Nord at Süd': () => askConsult(anna, newRequest(department)),
    'invitation from Nord': async () => invite(anna, await createRoom(anna), bert.userId),
    'invitation from Süd': async () => invite(bert, await createRoom(bert), anna.userId),
    'file of Nord': () => passMedia(anna, bert),
    'file of Süd': () => passMedia(bert, anna),
  } satisfies Record<Way, () => Promise<unknown>>
  const outcomes = await Promise.all(
    Object.entries(acts).map(async ([name, act]) => {
      const refusal = await act().then(
        () => null,
        ({ body }: { body?: Record<string, string> }) => body?.['app.consilium.code'] ?? body?.['code'] ?? 'refused',
      )
      return [name, refusal] as const
    }),
  )
  return Object.fromEntries(outcomes)
}

/** One uploads at home, the other asks its own homeserver, which asks there. */
const passMedia = async (from: Somebody, to: Somebody): Promise<void> => {
  const send = (by: Somebody, path: string, body?: string) =>
    fetch(by.clinic.reachableUrl + path, {
      ...(body === undefined ? {} : { method: 'POST', body }),
      headers: { authorization: `Bearer ${by.accessToken}`, 'content-type': 'application/octet-stream' },
    })
  const uploaded = await send(from, '/_matrix/media/v3/upload', 'a picture')
  const { content_uri } = (await uploaded.json()) as { content_uri: string }
  const [server, id] = content_uri.slice('mxc://'.length).split('/')
  const found = await send(to, `/_matrix/client/v1/media/download/${server}/${id}?timeout_ms=2000`)
  if (!found.ok || (await found.text()) !== 'a picture') throw new Error('the file did not come')
}

describe('between clinics', () => {
  it.each([
    ['suspended by Nord', 'partner-suspended', () => movePartner(chiefOfNord, clinics.sued, 'suspended')],
    ['suspended by Süd', 'partner-suspended', () => movePartner(chiefOfSued, clinics.nord, 'suspended')],
    ['ended by Nord', 'partner-unknown', () => movePartner(chiefOfNord, clinics.sued, 'ended')],
    ['ended by Süd', 'partner-unknown', () => movePartner(chiefOfSued, clinics.nord, 'ended')],
    [
      'of which only one wants it again',
      'partner-unknown',
      async () => {
        await movePartner(chiefOfNord, clinics.sued, 'ended')
        await propose(chiefOfNord, clinics.sued)
      },
    ],
  ] as const)('%s nothing passes, in neither direction, and nothing is deleted', async (_, code, move) => {
    const { nord, sued } = clinics
    const department = await newDepartment(sued, ['first'])
    const kept = `kept from ${code} ${Date.now()}`
    await say(anna, room, kept)
    await bertsPhone.untilTexts(room, [kept], 60_000)
    // After the test before, Synapse hears of the open way a moment after the services.
    await expect.poll(() => whatPasses(department), { timeout: 60_000, interval: 500 }).toEqual(allWays(null))

    await move()
    await until('both clinics seeing it', async () => {
      const seen = await Promise.all([partnerSeenBy(chiefOfNord, sued), partnerSeenBy(chiefOfSued, nord)])
      return seen.every((partner) => partner?.status !== 'active')
    })
    // Synapse does not pass on why another clinic gives no file.
    const shut = { ...allWays(code), 'file of Nord': 'refused', 'file of Süd': 'refused' }
    await expect.poll(() => whatPasses(department), { timeout: 60_000, interval: 500 }).toEqual(shut)
    expect(await messagesOf(anna, room)).toContain(kept)
    expect(await messagesOf(bert, room)).toContain(kept)
  })
})

describe('between clinics that have agreed on', () => {
  const limitBy = (side: 'Nord' | 'Süd', services: PartnerService[]) =>
    side === 'Nord'
      ? limitPartner(chiefOfNord, clinics.sued, { services })
      : limitPartner(chiefOfSued, clinics.nord, { services })

  it.each([
    ['nothing, by Nord', 'Nord', [], ['call', 'consult', 'invitation']],
    ['nothing, by Süd', 'Süd', [], ['call', 'consult', 'invitation']],
    ['consults alone, by Nord', 'Nord', ['consults'], ['call', 'invitation']],
    ['messages alone, by Süd', 'Süd', ['messaging'], ['call', 'consult']],
    ['calls and files, by Nord', 'Nord', ['teleconsult', 'case-files'], ['consult', 'invitation']],
  ] as const)('%s nothing else passes, in neither direction', async (_, side, services, refused) => {
    const department = await newDepartment(clinics.sued, ['first'])
    await expect.poll(() => whatPasses(department), { timeout: 60_000, interval: 500 }).toEqual(allWays(null))
    await limitBy(side, [...services])
    const expected = Object.fromEntries(
      ways.map((way) => [way, refused.some((one) => way.startsWith(one)) ? 'partner-limited' : null]),
    )
    // Both modules read the policy a moment later.
    await expect.poll(() => whatPasses(department), { timeout: 60_000, interval: 500 }).toEqual(expected)
    await limitBy(side, [...partnerServices])
    await expect.poll(() => whatPasses(department), { timeout: 60_000, interval: 500 }).toEqual(allWays(null))
  })

  it('no messages, what people write to each other is refused with the reason on both sides, and nothing is deleted', async () => {
    await say(anna, room, 'before the limit')
    await limitBy('Nord', ['consults'])
    for (const somebody of [anna, bert])
      await until('a message being refused', () =>
        say(somebody, room, 'not agreed').then(
          () => false,
          ({ body }: { body?: Record<string, string> }) => body?.['app.consilium.code'] === 'partner-limited',
        ),
      )
    expect(await messagesOf(bert, room)).toContain('before the limit')
    await limitBy('Nord', [...partnerServices])
    await until('messages passing again', () => say(bert, room, 'after the limit').then(Boolean, () => false))
    await annasPhone.untilTexts(room, ['after the limit'], 60_000)
  })

  it('no messages, the other one is asked before any is refused: a limit that was lifted while a clinic was away stops nothing', async () => {
    const { sued } = clinics
    await limitBy('Nord', ['consults'])
    await until('a message of Süd being refused', () =>
      say(bert, room, 'not agreed yet').then(
        () => false,
        ({ body }: { body?: Record<string, string> }) => body?.['app.consilium.code'] === 'partner-limited',
      ),
    )
    await sued.part('service', 'kill')
    await limitBy('Nord', [...partnerServices]).finally(() => sued.part('service', 'start'))
    // The first try, sooner than Nord tells it again.
    await say(bert, room, 'lifted meanwhile')
    await annasPhone.untilTexts(room, ['lifted meanwhile'], 60_000)
  })

  it('no calls, people of the other clinic are put out of those that run', async () => {
    const { nord } = clinics
    const own = await takeSeat(await sfuGet(nord, anna, room))
    const theirs = await takeSeat(await sfuGet(nord, bert, room))
    try {
      await limitBy('Süd', ['messaging', 'consults'])
      await until('Bert being put out of the call', async () => !theirs.isIn(), 10_000)
      expect(own.isIn()).toBe(true)
    } finally {
      own.leave()
      theirs.leave()
    }
  })
})

describe('when the time of a partnership has run out', () => {
  it('it rests on both sides, and what waited comes in order and once when it is renewed', async () => {
    const { nord, sued } = clinics
    await limitPartner(chiefOfSued, nord, { until: Date.now() + 3_000 })
    expect(await untilSeen(chiefOfNord, sued, 'suspended')).toMatchObject({ suspendedBy: 'time' })
    expect(await untilSeen(chiefOfSued, nord, 'suspended')).toMatchObject({ suspendedBy: 'time' })
    const waiting = ['waits 1', 'waits 2', 'waits 3']
    await sayAll(anna, waiting)
    await sleep(silenceMs)
    expect((await bertsPhone.textsOf(room)).filter((text) => text.startsWith('waits'))).toEqual([])
    await limitPartner(chiefOfSued, nord, { until: Date.now() + 3_600_000 })
    await untilSeen(chiefOfNord, sued, 'active')
    await bertsPhone.untilTexts(room, waiting, 60_000)
    expect((await bertsPhone.textsOf(room)).filter((text) => text.startsWith('waits'))).toEqual(waiting)
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

    // Declined, Nord is told, and Süd keeps nothing of it.
    await declinePartner(chiefOfSued, nord)
    expect(await untilSeen(chiefOfNord, sued, 'ended')).toMatchObject({ isDeclined: true })
    expect(await partnerSeenBy(chiefOfSued, nord)).toBeNull()
    await propose(chiefOfNord, sued)
    await untilSeen(chiefOfSued, nord, 'proposed')

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
