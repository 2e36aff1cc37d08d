import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, phone } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { filesInBrowser, keptInBrowser, leaveInBrowser } from '../people/browser-storage.ts'
import { pointCameraAt } from '../people/camera.ts'
import { newPhysician } from '../people/doctors.ts'
import { openConversationWith, say } from '../people/messages.ts'
import { goTo, keepRecoveryKey, openPerson, signInAgain, signInFirst, typeCredentials } from '../people/person.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, glanceAt, lookAt, openAddress } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

test('a first device is set up in one step and shows a recovery key once', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Anders')
  await story('first device', [ida], async () => {
    const { recoveryKey } = await signInFirst(ida)
    expect(recoveryKey.replaceAll(' ', '')).toMatch(/^Es[1-9A-HJ-NP-Za-km-z]{46}$/)
    await ida.page.reload()
    await ida.page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor()
    expect(await ida.page.getByTestId('recovery-key').count()).toBe(0)
  })
})

test('a wrong password is said plainly, and the right one still works', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Irrtum')
  await story('wrong password', [ida], async () => {
    const right = ida.account.password
    await typeCredentials({ ...ida, account: { ...ida.account, password: 'falsch-falsch-falsch' } })
    await ida.page.getByText('Benutzername oder Passwort ist falsch').waitFor()
    ida.account.password = right
    await signInFirst(ida)
  })
})

test('a recovery key is tried, replaced, and opens a second device, which reads what was written before', async () => {
  await using first = await newPhysician(browser, clinics.nord, 'Dr. Ida Zweitgerät')
  await using other = await newPhysician(browser, clinics.nord, 'Dr. Otto Gegenüber')
  await using second = await openPerson(browser, clinics.nord, first.account)
  await story('recovery key', [first, second], async () => {
    const [{ recoveryKey: before }] = await Promise.all([signInFirst(first), signInFirst(other)])
    await openConversationWith(first, other.name)
    await say(first, 'Vor dem zweiten Gerät geschrieben.')
    await first.page.locator('[data-state="sent"], [data-state="delivered"]').first().waitFor()

    // Whether one still has it is known before it is needed; whoever has not makes another one.
    await openAddress(first, '/settings/devices')
    const tried = first.page.getByRole('form', { name: 'Wiederherstellungsschlüssel' })
    await tried.getByLabel('Schlüssel, den Sie verwahrt haben').fill(before)
    await tried.getByRole('button', { name: 'Schlüssel prüfen' }).click()
    await tried.getByText('Der Schlüssel stimmt.').waitFor()
    await tried.getByRole('button', { name: 'Neuen Schlüssel erstellen' }).click()
    await first.page.getByRole('dialog').getByRole('button', { name: 'Erstellen', exact: true }).click()
    const recoveryKey = await keepRecoveryKey(first)
    await tried.getByLabel('Schlüssel, den Sie verwahrt haben').fill(before)
    await tried.getByRole('button', { name: 'Schlüssel prüfen' }).click()
    await tried.getByText('Das ist nicht der Schlüssel dieses Kontos.').waitFor()
    expectNoBarriers(await lookAt(first, 'recovery key, tried'))

    await typeCredentials(second)
    await second.page.getByLabel('Wiederherstellungsschlüssel').fill(before)
    await second.page.getByRole('button', { name: 'Bestätigen', exact: true }).click()
    await second.page.getByText('Das ist nicht der Schlüssel dieses Kontos.').waitFor()
    await second.page.reload()
    await second.page.getByLabel('Wiederherstellungsschlüssel').waitFor()
    await second.page.getByLabel('Wiederherstellungsschlüssel').fill(recoveryKey)
    await second.page.getByRole('button', { name: 'Bestätigen', exact: true }).click()
    await second.page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor()
    await goTo(second, 'Nachrichten')
    await second.page
      .getByRole('link', { name: new RegExp(other.name) })
      .first()
      .click()
    await second.page.getByRole('log').getByText('Vor dem zweiten Gerät geschrieben.').waitFor()
  })
})

test('a second device is verified against the first by comparing pictures', async () => {
  await using first = await newPhysician(browser, clinics.nord, 'Dr. Ida Vergleich')
  await using second = await openPerson(browser, clinics.nord, first.account)
  await story('verification', [first, second], async () => {
    await signInFirst(first)
    await typeCredentials(second)
    await second.page.getByRole('button', { name: 'Mit anderem Gerät bestätigen' }).waitFor()
    expectNoBarriers(await glanceAt(second, 'a further device'))
    await second.page.getByRole('button', { name: 'Mit anderem Gerät bestätigen' }).click()
    await first.page.getByRole('button', { name: 'Ja, vergleichen' }).click()
    await second.page.getByRole('button', { name: 'Stattdessen Bilder vergleichen' }).click()
    const pictures = async (page: typeof first.page) => {
      await page.getByRole('button', { name: 'Ja, sie stimmen überein' }).waitFor()
      return page.getByRole('dialog').getByRole('listitem').allInnerTexts()
    }
    const [here, there] = await Promise.all([pictures(first.page), pictures(second.page)])
    expect(here).toHaveLength(7)
    expect(here).toEqual(there)
    expectNoBarriers(await glanceAt(first, 'pictures to compare'))
    await first.page.getByRole('button', { name: 'Ja, sie stimmen überein' }).click()
    await second.page.getByRole('button', { name: 'Ja, sie stimmen überein' }).click()
    for (const { page } of [first, second]) {
      await page.getByText('Beide Geräte vertrauen einander.').waitFor()
      await page.getByRole('button', { name: 'Schließen' }).first().click()
    }
    await second.page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor()
  })
})

test('a second device is verified by reading the code of the first with its camera', async () => {
  await using first = await newPhysician(browser, clinics.nord, 'Dr. Ida Kamera')
  await using second = await openPerson(browser, clinics.nord, first.account, phone)
  await story('code', [first, second], async () => {
    await signInFirst(first)
    await typeCredentials(second)
    await second.page.getByRole('button', { name: 'Mit anderem Gerät bestätigen' }).click()
    await first.page.getByRole('button', { name: 'Ja, vergleichen' }).click()
    const code = first.page.getByTestId('verification-code')
    await code.waitFor()
    await first.picture('verification code')
    await pointCameraAt(second, await code.screenshot())
    await second.page.getByRole('button', { name: 'Code des anderen Geräts lesen' }).click()
    await first.page.getByRole('button', { name: 'Ja, es wartet' }).click()
    for (const { page } of [first, second]) {
      await page.getByText('Beide Geräte vertrauen einander.').waitFor()
      await page.getByRole('button', { name: 'Schließen' }).first().click()
    }
    await second.page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor()
  })
})

test('signing out leaves nothing of the person in the browser', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Abschied')
  await story('sign out', [ida], async () => {
    await signInFirst(ida)
    await leaveInBrowser(ida, 'piece')
    expect(await filesInBrowser(ida)).toHaveLength(1)
    await ida.page.getByRole('button', { name: 'Abmelden' }).click()
    await ida.page.getByRole('dialog').waitFor()
    expectNoBarriers(await glanceAt(ida, 'sign out'))
    await ida.page.getByRole('dialog').getByRole('button', { name: 'Abmelden' }).click()
    await ida.page.getByLabel('Benutzername').waitFor()
    const left = await keptInBrowser(ida)
    expect(
      Object.values(left.entries).every((count) => count === 0),
      JSON.stringify(left.entries),
    ).toBe(true)
    expect(left.stored.filter((key) => !/language|theme/.test(key))).toEqual([])
    expect(await filesInBrowser(ida)).toEqual([])
  })
})

test('a device that was signed in once is opened again without a password', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Wieder')
  await story('second opening', [ida], async () => {
    const { recoveryKey } = await signInFirst(ida)
    await using elsewhere = await openPerson(browser, clinics.nord, ida.account)
    await signInAgain(elsewhere, recoveryKey)
    await elsewhere.page.reload()
    await elsewhere.page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor()
  })
})
