import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import {
  countFrames,
  countTones,
  enterCall,
  hangUp,
  joinCall,
  openCall,
  pictureOf,
  ringing,
  screenOf,
  showFilmNextTime,
  soundOf,
} from '../people/calls.ts'
import { acceptConsult, alert, askForConsult } from '../people/consults.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

test('both join the teleconsult from the consult, and each sees the other, and what is shown on a screen', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Kamera')
  await using emil = await newCardiologist(browser, clinics.sued, 'Dr. Emil Kamera')
  await story('call', [ida, emil], async () => {
    const shownToNord: string[] = []
    emil.page.on('request', (request) => {
      if (request.url().startsWith(clinics.nord.url)) shownToNord.push(request.postData() ?? '')
    })
    await Promise.all([signInFirst(ida), signInFirst(emil)])
    await askForConsult(ida, {
      department: 'Kardiologie',
      priority: 'Sehr dringend',
      patient: 'Video, Viktor',
      birthDate: '1950-01-01',
      question: 'Sehen wir uns das gemeinsam an?',
    })
    await alert(emil).getByText(ida.name).waitFor()
    await acceptConsult(emil)
    await emil.page.getByText('Sehen wir uns das gemeinsam an?').first().waitFor()

    await openCall(ida)
    // Who is about to be heard sees that they are, and hears where the others will be.
    const level = () =>
      ida.page.getByRole('meter', { name: 'So laut sind Sie' }).evaluate((meter) => (meter as HTMLMeterElement).value)
    await expect.poll(level, { timeout: 60_000 }).toBeGreaterThan(0)
    const tones = await countTones(ida)
    await ida.page.getByRole('button', { name: 'Lautsprecher prüfen' }).click()
    await expect.poll(tones, { timeout: 60_000 }).toBe(3)
    await enterCall(ida)
    // The other one is called, wherever in the application.
    await ringing(emil).getByText(`${ida.name} ruft an`).waitFor()
    await joinCall(emil)
    expect(await countFrames(pictureOf(ida, emil.name), 10, 60_000)).toBeGreaterThanOrEqual(10)
    expect(await countFrames(pictureOf(emil, ida.name), 10, 60_000)).toBeGreaterThanOrEqual(10)

    // What a partner's service is shown must open nothing elsewhere: introductions name whom they are for.
    expect(shownToNord.join()).toContain('introduction')
    expect(shownToNord.join()).not.toContain('access_token')

    // With another microphone they are heard as before.
    await ida.page.getByRole('button', { name: 'Geräte wählen' }).click()
    const microphone = ida.page.getByRole('dialog').getByLabel('Mikrofon', { exact: true })
    await microphone.selectOption({ label: 'Fake Audio Input 2' })
    await expect.poll(() => microphone.locator('option:checked').textContent()).toBe('Fake Audio Input 2')
    await ida.picture('devices in a call')
    await ida.page.keyboard.press('Escape')
    await expect.poll(() => soundOf(emil, ida.userId, 1_500), { timeout: 60_000 }).toBeGreaterThan(0)

    await ida.page.getByRole('button', { name: /^Bildschirm teilen/ }).click()
    expect(await countFrames(screenOf(emil, ida.name), 1, 60_000)).toBeGreaterThanOrEqual(1)
    await ida.page.getByRole('button', { name: /^Teilen beenden/ }).click()
    await screenOf(emil, ida.name).waitFor({ state: 'detached' })

    await showFilmNextTime(ida)
    await ida.page.getByRole('button', { name: /^Bildschirm teilen/ }).click()
    expect(await countFrames(screenOf(emil, ida.name), 5, 60_000)).toBe(5)
    await expect
      .poll(() => soundOf(emil, ida.userId, 1_000, 'screen_share_audio'), { timeout: 60_000 })
      .toBeGreaterThan(0)
    await emil.picture('a shared film')

    // Over whatever else is on the screen of the one who looks.
    const floats = () => emil.page.evaluate(() => document.pictureInPictureElement?.getAttribute('aria-label') ?? null)
    await emil.page.getByRole('button', { name: 'Bild in eigenem Fenster' }).click()
    await expect.poll(floats).toBe(`Bildschirm von ${ida.name}`)
    await emil.page.getByRole('button', { name: 'Bild in eigenem Fenster' }).click()
    await expect.poll(floats).toBeNull()

    await ida.page.getByRole('button', { name: /^Teilen beenden/ }).click()
    await screenOf(emil, ida.name).waitFor({ state: 'detached' })
    await emil.page.locator('audio[data-source="screen_share_audio"]').waitFor({ state: 'detached' })

    await hangUp(emil)
    await pictureOf(ida, emil.name).waitFor({ state: 'detached' })
    // Who was called has come, and has gone again.
    await ida.page.getByText('Außer Ihnen ist niemand mehr hier.').waitFor()
    await hangUp(ida)
  })
})
