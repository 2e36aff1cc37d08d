import { randomUUID } from 'node:crypto'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { DeviceId, RoomId } from '#shared/matrix/ids.ts'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { countFrames, joinCall, pictureOf, soundOf } from '../people/calls.ts'
import { openPair, type Pair, roomIdOf } from '../people/pair.ts'
import type { Person } from '../people/person.ts'
import { story } from '../people/story.ts'
import { sfuGet } from '../services/call-api.ts'
import { askMatrix } from '../services/matrix-api.ts'
import { movePartner, restorePartnership } from '../services/partner-api.ts'
import { somebodyAt } from '../services/somebody.ts'
import { until } from '../services/until.ts'
import { openElementCall } from './element-call.ts'
import { openForeignPage, publishUnencrypted } from './foreign-page.ts'
import { openRogueDevice, type RogueDevice } from './rogue-device.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
let room: RoomId
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  pair = await openPair(browser, clinics, 'Schlüsseldienst')
  room = roomIdOf(pair.ida) as RoomId
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
})

const patience = { timeout: 60_000 }
/** Long enough for what would come to have come: a frame takes 50 ms, a key less than a second. */
const quietMs = 4_000

const flow = async (...pictures: Locator[]) => {
  for (const picture of pictures) expect(await countFrames(picture, 10, 60_000)).toBeGreaterThanOrEqual(10)
}

/** A call of its own: loading the page ends one that an earlier story left. */
const inCall = async ({ ida, emil }: Pair) => {
  await Promise.all([ida, emil].map(({ page, clinic }) => page.goto(`${clinic.url}/messages/${room}`)))
  await joinCall(ida)
  await joinCall(emil)
  // A further device of an earlier story takes some seconds to be gone, and may be all that is there of Emil before.
  const own = await participantOf(emil.page.locator('video[data-own="true"]'))
  const seen = () =>
    pictureOf(ida, emil.name).evaluateAll((all) => all.map((picture) => picture.dataset['participant']))
  await expect.poll(seen, patience).toEqual([own])
  await flow(pictureOf(ida, emil.name), pictureOf(emil, ida.name))
}
/** What LiveKit calls the one whose picture somebody sees. */
const participantOf = async (picture: Locator): Promise<string> => {
  const identity = await picture.getAttribute('data-participant')
  if (!identity) throw new Error('nobody is seen there')
  return identity
}

/** With which a person is in the call, as another one sees it. */
const deviceInTheCall = async (seenBy: Person, { name, userId }: Person): Promise<DeviceId> =>
  (await participantOf(pictureOf(seenBy, name))).slice(userId.length + 1) as DeviceId

const sign = ({ page }: Person, text: string) => page.getByRole('button', { name: text })

test('a media key that came in the clear is refused and said, and the true one stays in use', async () => {
  const { ida, emil } = pair
  await using rogue = await openRogueDevice(emil)
  await story('key in the clear', [ida, emil], async () => {
    await inCall(pair)
    const inTheCall = await deviceInTheCall(ida, emil)
    const content = {
      keys: { index: 0, key: Buffer.alloc(16, 7).toString('base64') },
      member: { id: `${emil.userId}:${inTheCall}`, claimed_device_id: inTheCall },
      room_id: room,
      session: { call_id: '', application: 'm.call', scope: 'm.room' },
      sent_ts: Date.now() + 60_000,
    }
    const path = `/_matrix/client/v3/sendToDevice/${eventTypes.mediaKeys}/${randomUUID()}`
    await askMatrix(rogue.somebody, 'PUT', path, { messages: { [ida.userId]: { '*': content } } })
    await ida.page.getByText('Ein Schlüssel wurde abgelehnt').waitFor(patience)
    await flow(pictureOf(ida, emil.name))
  })
})

/** The tile of one device among several of a person. */
const tileOf = ({ page }: Person, { somebody }: RogueDevice): Locator =>
  page.getByRole('listitem').filter({
    has: page.locator(`video[data-participant="${somebody.userId}:${somebody.deviceId}"]`),
  })

test('a device that its owner has not signed gets no key, and a signed one that sends unencrypted is not shown', async () => {
  const { ida, emil, recoveryKey } = pair
  await using rogue = await openRogueDevice(emil)
  await story('rogue device', [ida, emil], async () => {
    await inCall(pair)
    await rogue.takePart(room)
    for (const person of [ida, emil])
      await tileOf(person, rogue)
        .getByText('Gerät nicht bestätigt: bekommt keine Schlüssel und wird nicht gezeigt')
        .waitFor(patience)
    await sign(ida, 'Nicht alle bestätigt').waitFor(patience)
    await ida.page.waitForTimeout(quietMs)
    expect(rogue.mediaKeys()).toBe(0)

    // Signed, the same device gets the keys of both: nothing else kept them from it.
    await rogue.sign(recoveryKey)
    await until('both keys reaching the signed device', async () => rogue.mediaKeys() >= 2, 60_000)
    await tileOf(ida, rogue)
      .getByText('Gerät nicht bestätigt')
      .waitFor({ state: 'detached', ...patience })
    await sign(ida, 'Alle Geräte bestätigt').waitFor(patience)

    await using _publishing = await publishUnencrypted(
      browser,
      clinics.sued,
      await sfuGet(clinics.sued, rogue.somebody, room),
    )
    const tile = tileOf(ida, rogue)
    await tile.getByText('Unverschlüsselt gesendet: wird nicht gezeigt').waitFor(patience)
    expect(await countFrames(tile.locator('video'), 1, quietMs)).toBe(0)
    await flow(ida.page.locator(`video[aria-label="Bild von ${emil.name}"]:not([hidden])`))
  })
})

test('who has left decodes nothing two seconds later, and who sits in a member’s place without keys nothing at all', async () => {
  const { ida, emil, recoveryKey } = pair
  await using rogue = await openRogueDevice(emil)
  await story('left', [ida, emil], async () => {
    await inCall(pair)
    const place = { ...rogue.somebody, deviceId: await deviceInTheCall(ida, emil) }
    await rogue.sign(recoveryKey)
    await rogue.takePart(room)
    const key = await until('the key of Ida reaching the further device', async () => rogue.keyOf(ida.userId), 60_000)
    const identity = await participantOf(pictureOf(emil, ida.name))
    const { nord } = clinics
    await using listener = await openForeignPage(browser, nord, {
      token: await sfuGet(nord, rogue.somebody, room),
      keys: [{ ...key, identity }],
    })
    await expect.poll(async () => (await listener.taken()).frames, patience).toBeGreaterThan(10)

    await rogue.leaveCall(room)
    // From when she has heard of it.
    await tileOf(ida, rogue).waitFor({ state: 'detached', ...patience })
    await ida.page.waitForTimeout(2_000)
    const { frames } = await listener.taken()
    await ida.page.waitForTimeout(quietMs)
    expect((await listener.taken()).frames).toBeLessThanOrEqual(frames)
    await flow(pictureOf(ida, emil.name), pictureOf(emil, ida.name))

    // LiveKit sends to this place still; what comes is of no use without the key of now.
    for (const keys of [[], [{ ...key, identity }]]) {
      await using without = await openForeignPage(browser, nord, { token: await sfuGet(nord, place, room), keys })
      await expect.poll(async () => (await without.taken()).bytes, patience).toBeGreaterThan(10_000)
      await ida.page.waitForTimeout(quietMs)
      expect((await without.taken()).frames).toBe(0)
    }
  })
})

test('who comes with Element Call is seen and heard, sees and hears us, and is gone once it is closed or killed', async () => {
  const { ida, emil, recoveryKey } = pair
  await using other = await openRogueDevice(emil)
  const own = `${other.somebody.userId}:${other.somebody.deviceId}`
  const theirs = ida.page.locator(`video[data-participant="${own}"]`)
  await story('Element Call', [ida, emil], async () => {
    await inCall(pair)
    await other.sign(recoveryKey)
    const client = await other.clientIn(room)
    {
      await using call = await openElementCall(await browser.newContext(), { client, roomId: room })
      await flow(theirs)
      await expect.poll(() => soundOf(ida, own, 2_000), patience).toBeGreaterThan(0)
      // At home it is called by a plain name; elsewhere it asks for the newer kind of token, and is called by a hash.
      await expect.poll(() => call.pictures.count(), patience).toBe(2)
      await flow(call.pictures.nth(0), call.pictures.nth(1))
      await expect.poll(() => call.soundOf(1_000), patience).toBeGreaterThan(0)
      await sign(ida, 'Alle Geräte bestätigt').waitFor(patience)
      await ida.picture('with Element Call')
      await call.hangUp()
      await theirs.waitFor({ state: 'detached', ...patience })
    }
    {
      await using _killed = await openElementCall(await browser.newContext(), { client, roomId: room })
      await flow(theirs)
    }
    // It asked for an hour, and left the leave to our service: LiveKit tells it who is gone.
    await theirs.waitFor({ state: 'detached', ...patience })
  })
})

test('people of a clinic that is suspended are put out of a running call at once', async () => {
  const { ida, emil } = pair
  const chiefs = await Promise.all([clinics.nord, clinics.sued].map((one) => somebodyAt(one, { role: 'admin' })))
  const [ofNord, ofSued] = chiefs as [(typeof chiefs)[number], (typeof chiefs)[number]]
  await story('suspended', [ida, emil], async () => {
    await inCall(pair)
    try {
      await movePartner(ofNord, clinics.sued, 'suspended')
      await ida.page
        .getByRole('listitem')
        .filter({ hasText: emil.name })
        .getByText('derzeit keine Videogespräche vereinbart')
        .waitFor(patience)
      // The tile stays, and says why; there is nothing in it.
      for (const [person, other] of [
        [ida, emil],
        [emil, ida],
      ] as const)
        await expect.poll(() => pictureOf(person, other.name).getAttribute('hidden'), patience).toBe('')
    } finally {
      await restorePartnership(ofNord, ofSued)
    }
    await flow(pictureOf(ida, emil.name), pictureOf(emil, ida.name))
  })
})
