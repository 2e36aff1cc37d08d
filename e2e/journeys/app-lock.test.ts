import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { enterPin, locked, pin, setPin } from '../people/app-lock.ts'
import { newPhysician } from '../people/doctors.ts'
import { goTo, type Person, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

const navigation = ({ page }: Person) => page.getByRole('navigation', { name: 'Hauptnavigation' })

test('a locked screen holds nothing of what it hides, over a reload too, and opens with the PIN only', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Sperre')
  await story('app lock', [ida], async () => {
    await signInFirst(ida)
    await setPin(ida)
    await goTo(ida, 'Nachrichten')
    await ida.page.keyboard.press('Control+Shift+L')
    await locked(ida).waitFor()
    expect(await navigation(ida).count()).toBe(0)
    expect(await ida.page.locator('body').textContent()).not.toContain('Ida Sperre')
    expect(await ida.page.title()).toBe('Consilium')
    await ida.page.reload()
    await locked(ida).waitFor()
    expect(await navigation(ida).count()).toBe(0)
    await enterPin(ida, '111111')
    await ida.page.getByText('Die PIN ist falsch.').waitFor()
    expect(await navigation(ida).count()).toBe(0)
    await enterPin(ida, pin)
    await navigation(ida).waitFor()
    expect(new URL(ida.page.url()).pathname).toBe('/messages')
  })
})

test('ten wrong PINs sign the device out and leave nothing on it', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Raten')
  await story('wrong pins', [ida], async () => {
    await signInFirst(ida)
    await setPin(ida)
    await ida.page.clock.install()
    await ida.page.getByRole('button', { name: 'Jetzt sperren' }).click()
    await locked(ida).waitFor()
    for (let wrong = 1; wrong <= 9; wrong += 1) {
      await enterPin(ida, '111111')
      await ida.page.getByText(/Die PIN ist falsch/).waitFor()
      await ida.page.clock.fastForward(61_000)
      await ida.page.getByText(/Bitte warten Sie/).waitFor({ state: 'detached' })
    }
    await enterPin(ida, '111111')
    await ida.page.getByLabel('Benutzername').waitFor({ timeout: 60_000 })
  })
})
