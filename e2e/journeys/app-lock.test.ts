import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { usualIdleMinutes } from '../../client/app-lock/pin.ts'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { enterPin, locked, openWithPasskey, pin, plugInAuthenticator, setPin } from '../people/app-lock.ts'
import { newPhysician } from '../people/doctors.ts'
import { goTo, type Person, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt, openAddress } from '../people/views.ts'

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
    expect(await ida.page.locator('body').textContent()).not.toContain(ida.name)
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
    await enterPin(ida, pin)
    await navigation(ida).waitFor()
    // By itself, when nobody has touched anything for so long.
    await ida.page.clock.fastForward((usualIdleMinutes - 1) * 60_000)
    await navigation(ida).waitFor()
    await ida.page.clock.fastForward(61_000)
    await locked(ida).waitFor()
    expect(await navigation(ida).count()).toBe(0)
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

test('a passkey seals what the device keeps: without it nothing begins after a reload, with it all is there', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Schlüssel')
  await story('passkey', [ida], async () => {
    const finger = await plugInAuthenticator(ida)
    await signInFirst(ida)
    await openAddress(ida, '/settings/lock')
    await ida.page.getByRole('button', { name: 'Passkey verwenden' }).click()
    await ida.page.getByText('Dieses Gerät ist mit einem Passkey gesperrt').waitFor()
    expectNoBarriers(await lookAt(ida, 'screen lock with passkey'))

    await ida.page.keyboard.press('Control+Shift+L')
    await locked(ida).waitFor()
    await openWithPasskey(ida)
    await navigation(ida).waitFor()

    await ida.page.reload()
    await locked(ida).waitFor()
    expect(await ida.page.locator('body').textContent()).not.toContain(ida.name)
    await openWithPasskey(ida)
    await navigation(ida).waitFor()

    // Given back to the browser, a start asks for nothing.
    await openAddress(ida, '/settings/lock')
    await ida.page.getByRole('button', { name: 'Sperre abschalten' }).click()
    await ida.page.getByRole('button', { name: 'Passkey verwenden' }).waitFor()
    await ida.page.reload()
    await navigation(ida).waitFor()

    // Somebody else's finger opens nothing; whoever has lost theirs begins anew.
    await ida.page.getByRole('button', { name: 'Passkey verwenden' }).click()
    await ida.page.getByText('Dieses Gerät ist mit einem Passkey gesperrt').waitFor()
    await finger.says(false)
    await ida.page.reload()
    await openWithPasskey(ida)
    await ida.page.getByRole('alert').getByText('Nicht entsperrt').waitFor()
    expectNoBarriers(await lookAt(ida, 'sealed device'))
    await ida.page.getByRole('button', { name: 'Passkey verloren?' }).click()
    await ida.page.getByRole('button', { name: 'Abmelden' }).click()
    await ida.page.getByLabel('Benutzername').waitFor()
  })
})
