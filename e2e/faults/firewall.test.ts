import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics } from '../clinics/remote-clinics.ts'
import { countFrames, joinCall, pictureOf, soundOf } from '../people/calls.ts'
import { openPair, type Pair, roomIdOf } from '../people/pair.ts'
import { story } from '../people/story.ts'
import { putBehindFirewall, waysOut } from './call-relay.ts'

let browser: Browser
let pair: Pair
let room: string
beforeAll(async () => {
  // Browsers do not know the authority that the relay's certificate comes from.
  browser = await openBrowser(['--ignore-certificate-errors'])
  pair = await openPair(browser, await findClinics(), 'Firewall')
  room = roomIdOf(pair.ida)
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
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
      expect(await soundOf(ida, emil.userId, 2_000)).toBeGreaterThan(0)
      expect(await soundOf(emil, ida.userId, 2_000)).toBeGreaterThan(0)
      // To both clinics, for what goes out and what comes in: by nothing else.
      const ways = await waysOut(page)
      expect(ways.length).toBeGreaterThanOrEqual(2)
      expect(new Set(ways)).toEqual(new Set([transport]))
    })
  },
)
