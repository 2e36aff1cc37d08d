import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { desktop, openBrowser, phone } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { countFrames, joinCall, pictureOf, soundOf } from '../people/calls.ts'
import { openPair, type Pair, roomIdOf } from '../people/pair.ts'
import { story } from '../people/story.ts'
import { openRelay, putBehindFirewall, waysOut } from './call-relay.ts'
import { openUdpLine } from './udp-line.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
let room: string
beforeAll(async () => {
  // Browsers do not know the authority that the relay's certificate comes from.
  ;[browser, clinics] = await Promise.all([openBrowser(['--ignore-certificate-errors']), findClinics()])
  pair = await openPair(browser, clinics, 'Firewall')
  room = roomIdOf(pair.ida)
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
})

const patience = { timeout: 90_000 }
/** LiveKit dares to send more only step by step: 17 to 25 seconds, and more on a machine that has much else to do. */
const recovery = { timeout: 200_000 }

test('on a line that becomes narrow pictures become smaller and the sound goes on; it is said, and all of it comes back', {
  timeout: 600_000,
}, async () => {
  const { ida, emil } = pair
  await using relay = await openRelay(clinics.nord)
  await using line = await openUdpLine(relay.port)
  await putBehindFirewall(emil.context, { transport: 'udp', relay: { host: relay.host, port: line.port } })
  // The relay goes with this story, whatever becomes of it.
  onTestFinished(async () => {
    await putBehindFirewall(emil.context, null)
  })
  await story('narrow line', [ida, emil], async () => {
    await emil.page.goto(`${emil.clinic.url}/messages/${room}`)
    await joinCall(ida)
    await joinCall(emil)
    const picture = pictureOf(emil, ida.name)
    const width = () => picture.evaluate((video) => (video as HTMLVideoElement).videoWidth)
    const hears = () => expect.poll(() => soundOf(emil, ida.userId, 2_000), patience).toBeGreaterThan(0.1)
    await expect.poll(width, patience).toBeGreaterThanOrEqual(640)
    // In the shape in which it was seen before the call.
    const shape = () =>
      picture.evaluate((video) => (video as HTMLVideoElement).videoWidth / (video as HTMLVideoElement).videoHeight)
    expect(await shape()).toBeCloseTo(16 / 9, 1)
    expect(await waysOut(emil.page)).toContain('udp')

    line.setWidth(15_000)
    await expect.poll(width, patience).toBeLessThanOrEqual(320)
    expect(await countFrames(picture, 10, 60_000)).toBe(10)
    await hears()
    const isWeak = emil.page.getByText('Die Verbindung ist schwach: Bild oder Ton können stocken.')
    await isWeak.waitFor(patience)
    await emil.picture('on a narrow line')
    // The other way there is room.
    expect(await countFrames(pictureOf(ida, emil.name), 10, 60_000)).toBe(10)

    // The sound goes through it, and hardly anything else.
    line.setWidth(6_500)
    const isHalted = emil.page.getByText('Das Bild ist angehalten: ')
    await isHalted.waitFor(patience)
    await emil.picture('on a line too narrow for any picture')
    await emil.page.setViewportSize({ width: phone.width, height: phone.height })
    await emil.page.getByText('Bild angehalten', { exact: true }).waitFor(patience)
    await emil.picture('on a line too narrow for any picture, phone')
    await emil.page.setViewportSize({ width: desktop.width, height: desktop.height })
    await emil.page.getByText(`Das Bild von ${ida.name} ist angehalten.`).waitFor({ state: 'attached', ...patience })
    await expect.poll(() => countFrames(picture, 1, 3_000), patience).toBe(0)
    await hears()

    line.setWidth(Number.POSITIVE_INFINITY)
    await isHalted.waitFor({ state: 'detached', ...patience })
    await isWeak.waitFor({ state: 'detached', ...recovery })
    await expect.poll(width, patience).toBeGreaterThanOrEqual(640)
    expect(await countFrames(picture, 10, 60_000)).toBe(10)
  })
})

test.each([
  ['tcp', 'ida'],
  ['tls', 'emil'],
] as const)(
  'behind a firewall that lets nothing out but the relays by %s, one sees and hears, and is seen and heard',
  { timeout: 240_000 },
  async (transport, who) => {
    const { ida, emil } = pair
    const { context, page } = pair[who]
    await story(`firewall ${transport}`, [ida, emil], async () => {
      await putBehindFirewall(context, { transport })
      // A call of its own, whatever an earlier story has left.
      await Promise.all([ida, emil].map((person) => person.page.goto(`${person.clinic.url}/messages/${room}`)))
      await joinCall(ida)
      await joinCall(emil)
      for (const picture of [pictureOf(ida, emil.name), pictureOf(emil, ida.name)])
        expect(await countFrames(picture, 10, 60_000)).toBeGreaterThanOrEqual(10)
      await expect.poll(() => soundOf(ida, emil.userId, 2_000), patience).toBeGreaterThan(0)
      await expect.poll(() => soundOf(emil, ida.userId, 2_000), patience).toBeGreaterThan(0)
      // To both clinics, for what goes out and what comes in: by nothing else.
      const ways = await waysOut(page)
      expect(ways.length).toBeGreaterThanOrEqual(2)
      expect(new Set(ways)).toEqual(new Set([transport]))
    })
  },
)
