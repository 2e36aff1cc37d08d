import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { backToConversation, countFrames, hangUp, joinCall, pictureOf } from '../people/calls.ts'
import { openPair, type Pair, roomIdOf } from '../people/pair.ts'
import { story } from '../people/story.ts'
import { openRelay, putBehindFirewall } from './call-relay.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  pair = await openPair(browser, clinics, 'Bildausfall')
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
})

const patience = { timeout: 60_000 }
const flows = async (...pictures: Parameters<typeof countFrames>[0][]) => {
  for (const picture of pictures) expect(await countFrames(picture, 10, 60_000)).toBeGreaterThanOrEqual(10)
}

test('a call whose LiveKit died says so on both sides and goes on by itself when it is back', async () => {
  const { ida, emil } = pair
  await story('LiveKit killed', [ida, emil], async () => {
    await joinCall(ida)
    await joinCall(emil)
    await flows(pictureOf(ida, emil.name), pictureOf(emil, ida.name))

    await clinics.nord.part('livekit', 'kill')
    try {
      await ida.page.getByText('Die Verbindung ist unterbrochen und wird wieder aufgebaut.').waitFor(patience)
      await emil.page.getByText('Bild und Ton von Klinikum Nord sind gerade nicht erreichbar.').waitFor(patience)
      // Süd's own LiveKit is alive: the other direction goes on meanwhile.
      await flows(pictureOf(ida, emil.name))
    } finally {
      await clinics.nord.part('livekit', 'start')
    }
    const gone = { state: 'detached', ...patience } as const
    await ida.page.getByText('Die Verbindung ist unterbrochen und wird wieder aufgebaut.').waitFor(gone)
    await emil.page.getByText('Bild und Ton von Klinikum Nord sind gerade nicht erreichbar.').waitFor(gone)
    await flows(pictureOf(ida, emil.name), pictureOf(emil, ida.name))
  })
})

test('a call goes on while a service is down, and whoever lost LiveKit meanwhile is back when the service is', async () => {
  const { ida, emil } = pair
  const { nord } = clinics
  await story('service killed', [ida, emil], async () => {
    await nord.part('service', 'kill')
    try {
      await flows(pictureOf(ida, emil.name), pictureOf(emil, ida.name))
      await hangUp(emil)
      await pictureOf(ida, emil.name).waitFor({ state: 'detached', ...patience })
      await nord.part('livekit', 'kill')
      await ida.page.getByText('Die Verbindung ist unterbrochen und wird wieder aufgebaut.').waitFor(patience)
      // Who comes meanwhile gets what is sent from then on.
      await backToConversation(emil)
      await joinCall(emil)
      await pictureOf(ida, emil.name).waitFor({ state: 'attached', ...patience })
      await nord.part('livekit', 'start')
    } finally {
      await nord.part('service', 'start')
    }
    await flows(pictureOf(ida, emil.name), pictureOf(emil, ida.name))
  })
})

test('after five seconds without network a call goes on by itself, also for one who came back before anybody saw them leave', async () => {
  const { ida, emil } = pair
  await using relay = await openRelay(clinics.nord)
  await putBehindFirewall(ida.context, { transport: 'tcp', relay })
  await story('no network', [ida, emil], async () => {
    // As with a page that breaks down: nothing says that they have left.
    await ida.page.evaluate(() => addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true))
    await ida.page.goto(`${ida.clinic.url}/messages/${roomIdOf(ida)}`)
    await joinCall(ida)
    await flows(pictureOf(ida, emil.name), pictureOf(emil, ida.name))

    await ida.context.setOffline(true)
    await relay.cut()
    await ida.page.getByText('Die Verbindung ist unterbrochen und wird wieder aufgebaut.').waitFor(patience)
    await ida.page.waitForTimeout(5_000)
    await relay.restore()
    await ida.context.setOffline(false)
    await ida.page
      .getByText('Die Verbindung ist unterbrochen und wird wieder aufgebaut.')
      .waitFor({ state: 'detached', ...patience })
    await flows(pictureOf(emil, ida.name), pictureOf(ida, emil.name))
  })
})
