import { beforeAll, describe, expect, it } from 'vitest'
import type { RoomId } from '#shared/matrix/ids.ts'
import { type SilentRule, silentInvitations, silentRoom } from '#shared/notifications/push-rules.ts'
import { RequestRefused } from '../../synapse-config/node/ask-json.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { openPushReceiver, type PushReceiver } from '../people/push-receiver.ts'
import { askConsult, newRequest } from './consult-api.ts'
import { newDepartment } from './department.ts'
import { askMatrix, join, roomOf, say } from './matrix-api.ts'
import { wake } from './push-api.ts'
import { type Somebody, sessionAt, somebodyAt } from './somebody.ts'
import { until } from './until.ts'
import { newAlert, passTime, sayEncrypted, startAlert } from './urgent-api.ts'

let clinics: TestClinics
beforeAll(async () => {
  clinics = await findClinics()
})

/** As the client does for what shall not wake anybody. */
const silence = (person: Somebody, { id, conditions }: SilentRule) =>
  askMatrix(person, 'PUT', `/_matrix/client/v3/pushrules/global/override/${encodeURIComponent(id)}`, {
    conditions,
    actions: [],
  })

const alertOf = ({ pushed }: PushReceiver, priority: string) =>
  until(`an alert with priority ${priority}`, async () =>
    pushed.find(({ message }) => (message as { priority: unknown }).priority === priority),
  )

describe('a browser that is asleep', () => {
  it('is woken by a message of a partner clinic, with nothing in it but the room', async () => {
    await using browser = await openPushReceiver()
    const [writer, reader] = await Promise.all([somebodyAt(clinics.nord), somebodyAt(clinics.sued)])
    const roomId = await roomOf(writer, reader)
    await wake(reader, browser)
    await say(writer, roomId, 'Frau Meier hat wieder Fieber.')
    const [first] = await until('a push message', async () => browser.pushed.length > 0 && browser.pushed)
    expect(first).toEqual({ urgency: 'normal', message: { roomId, priority: null } })
  })

  it('is silent for a conversation until the time that its person chose', async () => {
    await using browser = await openPushReceiver()
    const [writer, reader] = await Promise.all([somebodyAt(clinics.nord), somebodyAt(clinics.sued)])
    const [silent, other] = [await roomOf(writer, reader), await roomOf(writer, reader)]
    await wake(reader, browser)
    const muteUntil = (endsAt: number | null) =>
      askService(reader.clinic, reader, 'PUT', '/api/notifications/silences', { roomId: silent, endsAt })
    const pushedRooms = () => browser.pushed.map(({ message }) => (message as { roomId: RoomId }).roomId)
    await muteUntil(Date.now() + 60 * 60_000)
    await say(writer, silent, 'Nur nebenbei.')
    // The homeserver tells of one after the other.
    await say(writer, other, 'Haben Sie kurz Zeit?')
    await until('a push message', async () => browser.pushed.length > 0)
    expect(pushedRooms()).toEqual([other])

    await muteUntil(Date.now())
    await say(writer, silent, 'Und jetzt?')
    await until('the next one', async () => browser.pushed.length > 1)
    expect(pushedRooms()).toEqual([other, silent])
    await muteUntil(Date.now() + 60 * 60_000)
    await muteUntil(null)
    await say(writer, silent, 'Hallo?')
    await until('one more', async () => browser.pushed.length > 2)
  })

  it('learns that its person does not want to be disturbed, wherever they have said so', async () => {
    await using browser = await openPushReceiver()
    const [writer, reader] = await Promise.all([somebodyAt(clinics.nord), somebodyAt(clinics.sued)])
    const roomId = await roomOf(writer, reader)
    await wake(reader, browser)
    await askService(reader.clinic, reader, 'PUT', '/api/directory/me/availability', {
      doNotDisturb: { end: Date.now() + 60 * 60_000 },
      absence: null,
    })
    await say(writer, roomId, 'Hat Zeit bis morgen.')
    const pushed = await until('a push message', async () => browser.pushed[0])
    expect(pushed.message).toEqual({ roomId, priority: null, isSilent: true })
  })

  it('is woken by a consult with its priority, at the partner clinic that is asked', async () => {
    await using browser = await openPushReceiver()
    const department = await newDepartment(clinics.sued, ['first', 'second'])
    const [first, second] = department.onCall as [Somebody, Somebody]
    await wake(first, browser)
    await using other = await openPushReceiver()
    await wake(second, other)
    const { roomId } = await askConsult(await somebodyAt(clinics.nord), newRequest(department, { priority: 'stat' }))
    expect(await alertOf(browser, 'stat')).toEqual({ urgency: 'high', message: { roomId, priority: 'stat' } })
    // The second tier is invited, and not yet called.
    expect(other.pushed.filter(({ urgency }) => urgency === 'high')).toEqual([])
  })

  it('is silent until it is its turn in the chain of an urgent message, asleep or looking on', async () => {
    const [sender, receiver, chain] = await Promise.all([
      somebodyAt(clinics.nord),
      somebodyAt(clinics.sued),
      newDepartment(clinics.sued, ['second', 'lead']),
    ])
    const [asleep, awake] = chain.onCall as [Somebody, Somebody]
    const people = [receiver, asleep, awake]
    await using called = await openPushReceiver()
    await using next = await openPushReceiver()
    await using last = await openPushReceiver()
    const phones = [called, next, last]
    await Promise.all(people.map((person, at) => wake(person, phones[at] as PushReceiver)))
    await Promise.all([asleep, awake].map((person) => silence(person, silentInvitations)))
    const conversation = await roomOf(sender, receiver)

    const link = { kind: 'service', id: chain.id, serverName: chain.serverName } as const
    const { roomId } = await startAlert(sender, newAlert(conversation, [receiver], { chain: [link] }))
    for (const one of [sender, awake]) await join(one, roomId)
    await silence(awake, silentRoom(roomId))
    await sayEncrypted(sender, roomId)
    const stat = { urgency: 'high', message: { roomId, priority: 'stat' } }
    expect(await alertOf(called, 'stat')).toEqual(stat)
    await sayEncrypted(sender, roomId)
    const heard = () =>
      [next, last].map(({ pushed }) =>
        pushed.filter(({ message }) => (message as { roomId: unknown }).roomId === roomId),
      )
    expect(heard()).toEqual([[], []])

    await passTime(clinics.nord, roomId, 60_000)
    expect(await alertOf(next, 'stat')).toEqual(stat)
    expect(heard()).toEqual([[stat], []])
    await passTime(clinics.nord, roomId, 60_000)
    expect(await alertOf(last, 'stat')).toEqual(stat)
    expect(heard().map((pushed) => pushed.length)).toEqual([1, 1])
  })

  it('is forgotten when its push service says that it is gone', async () => {
    await using browser = await openPushReceiver()
    const [writer, reader] = await Promise.all([somebodyAt(clinics.sued), somebodyAt(clinics.sued)])
    const roomId = await roomOf(writer, reader)
    await wake(reader, browser)
    browser.leave()
    await say(writer, roomId, 'Sind Sie da?')
    const path = '/_matrix/client/v3/pushers'
    await until('the homeserver to drop the pusher', async () => {
      const { pushers } = await askMatrix<{ pushers: unknown[] }>(reader, 'GET', path)
      return pushers.length === 0
    })
  })

  it('hears no alert more once its device was signed out', async () => {
    await using browser = await openPushReceiver()
    const department = await newDepartment(clinics.sued, ['first'])
    const [first] = department.onCall as [Somebody]
    await wake(first, browser)
    await askMatrix(first, 'POST', '/_matrix/client/v3/logout', {})
    await askConsult(await somebodyAt(clinics.nord), newRequest(department, { priority: 'asap' }))
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(browser.pushed).toEqual([])
  })
})

describe('who may wake whom', () => {
  it('is refused for an address that is no push service of the clinic', async () => {
    const person = await somebodyAt(clinics.nord)
    await using browser = await openPushReceiver()
    for (const endpoint of ['https://example.org/x', 'http://localhost:1/x', 'http://127.0.0.2/x'])
      await expect(
        askService(clinics.nord, person, 'PUT', '/api/notifications/subscription', {
          ...browser.subscription,
          endpoint,
        }),
      ).rejects.toMatchObject({ status: 403 })
  })

  it('is only a partner clinic’s service, not its people', async () => {
    const [stranger, reader] = await Promise.all([somebodyAt(clinics.nord), somebodyAt(clinics.sued)])
    const alert = { roomId: '!a', priority: 'stat', userIds: [reader.userId] }
    const serviceToken = await sessionAt(clinics.sued, stranger)
    const refused = askService(clinics.sued, { serviceToken }, 'POST', '/api/notifications/alerts', alert)
    await expect(refused).rejects.toThrow(RequestRefused)
    await expect(refused).rejects.toMatchObject({ status: 403 })
  })
})
