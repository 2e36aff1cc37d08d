import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, phone } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { backToConversation, countFrames, enterCall, hangUp, openCall, pictureOf } from '../people/calls.ts'
import { cameraSeenIn, haveTwoCameras, keepCamerasBusy, plugCameras } from '../people/camera.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { acceptInvitationFrom, message, openConversationWith, say } from '../people/messages.ts'
import { type Person, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

let clinics: TestClinics
/** Of somebody who allows it neither camera nor microphone, and on a machine that has none. */
let refusing: Browser
let bare: Browser
beforeAll(async () => {
  ;[clinics, refusing, bare] = await Promise.all([
    findClinics(),
    openBrowser(['--use-fake-ui-for-media-stream=deny']),
    openBrowser([], { hasDevices: false }),
  ])
})
afterAll(() => Promise.all([refusing.close(), bare.close()]))

const patience = { timeout: 60_000 }
const devices = ['Kamera', 'Mikrofon'] as const
const turnOn = ({ page }: Person, device: (typeof devices)[number]) =>
  page.getByRole('button', { name: new RegExp(`^${device} einschalten`) })

test('without camera and microphone, or without leave to use them, one takes part, and tries again by the same button', {
  timeout: 300_000,
}, async () => {
  await using ida = await newPhysician(refusing, clinics.nord, 'Dr. Ida Gerätelos')
  await using emil = await newCardiologist(bare, clinics.sued, 'Dr. Emil Gerätelos')
  await story('call without devices', [ida, emil], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil)])
    await openConversationWith(ida, emil.name)
    await say(ida, 'Ich rufe an.')
    await acceptInvitationFrom(emil, ida.name)
    await message(emil, 'Ich rufe an.').waitFor(patience)

    const found: string[] = []
    await openCall(ida)
    for (const device of devices) {
      await ida.page.getByText(`${device}: Der Browser erlaubt den Zugriff nicht.`).waitFor(patience)
      // What is not on is not shown as if it were.
      await turnOn(ida, device).waitFor()
    }
    found.push(...(await lookAt(ida, 'before a call, refused')))
    await openCall(emil)
    for (const device of devices) {
      await emil.page
        .getByText(`${device}: Es wurde kein Gerät gefunden. Sie können trotzdem teilnehmen.`)
        .waitFor(patience)
      await turnOn(emil, device).waitFor()
    }
    found.push(...(await lookAt(emil, 'before a call, no devices')))

    // Allowed meanwhile.
    await haveTwoCameras(ida)
    await turnOn(ida, 'Kamera').click()
    await ida.page.getByLabel('Vorschau Ihrer Kamera').waitFor(patience)
    await ida.page.getByText('Kamera: Der Browser erlaubt den Zugriff nicht.').waitFor({ state: 'detached' })
    await enterCall(ida)
    await enterCall(emil)
    expect(await countFrames(pictureOf(emil, ida.name), 5, 60_000)).toBe(5)
    await pictureOf(ida, emil.name).waitFor({ state: 'attached', ...patience })

    for (const device of devices) {
      await turnOn(emil, device).click()
      await emil.page.getByText(`${device}: Es wurde kein Gerät gefunden.`).waitFor(patience)
      await turnOn(emil, device).waitFor()
    }
    found.push(...(await lookAt(emil, 'call, no devices')))
    for (const [person, sentence] of [
      [ida, 'Mikrofon: Der Browser nennt die Geräte erst, wenn Sie ihm den Zugriff erlaubt haben.'],
      [emil, 'Mikrofon: Es wurde kein Gerät gefunden.'],
    ] as const) {
      await person.page.getByRole('button', { name: 'Geräte wählen' }).click()
      await person.page.getByRole('dialog').getByText(sentence).waitFor()
      await person.picture('devices that are not there')
      await person.page.keyboard.press('Escape')
    }
    expect(await countFrames(pictureOf(emil, ida.name), 5, 60_000)).toBe(5)

    // Held in a hand: one press shows what is before one, and it is not seen as in a mirror.
    await ida.page.setViewportSize({ width: phone.width, height: phone.height })
    const sees = () => cameraSeenIn(pictureOf(emil, ida.name))
    const own = ida.page.getByLabel('Ihr Bild', { exact: true })
    const isMirrored = () => own.evaluate((video) => new DOMMatrix(getComputedStyle(video).transform).a < 0)
    const turn = ida.page.getByRole('button', { name: 'Andere Kamera' })
    await expect.poll(sees, patience).toBe('front')
    expect(await isMirrored()).toBe(true)
    await turn.click()
    await expect.poll(sees, patience).toBe('back')
    await expect.poll(isMirrored).toBe(false)
    found.push(...(await lookAt(ida, 'call, camera turned')))

    // One that another program has: the one before goes on.
    await keepCamerasBusy(ida, ['front'])
    await turn.click()
    const busy = ida.page.getByText('Kamera: Ein anderes Programm verwendet es. Schließen Sie dieses Programm.')
    await busy.waitFor(patience)
    await ida.picture('the other camera is busy')
    expect(await countFrames(pictureOf(emil, ida.name), 5, 60_000)).toBe(5)
    expect(await sees()).toBe('back')
    await keepCamerasBusy(ida, [])

    // Unplugged while it is used: the other one is; and without any it is said.
    await plugCameras(ida, ['front'])
    await expect.poll(sees, patience).toBe('front')
    await turn.waitFor({ state: 'detached' })
    await plugCameras(ida, [])
    await ida.page.getByText('Kamera: Es wurde kein Gerät gefunden.').waitFor(patience)
    await turnOn(ida, 'Kamera').waitFor()
    await expect.poll(sees, patience).toBeNull()
    found.push(...(await lookAt(ida, 'call, camera unplugged')))
    await plugCameras(ida, ['front', 'back'])
    await turnOn(ida, 'Kamera').click()
    await expect.poll(sees, patience).toBe('back')

    // Kept for the next call.
    await hangUp(ida)
    await backToConversation(ida)
    await openCall(ida)
    const preview = ida.page.getByLabel('Vorschau Ihrer Kamera')
    await expect.poll(() => cameraSeenIn(preview), patience).toBe('back')
    await plugCameras(ida, ['front'])
    await expect.poll(() => cameraSeenIn(preview), patience).toBe('front')
    expectNoBarriers(found)
  })
})
