import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { keptInBrowser } from '../people/browser-storage.ts'
import { pointCameraAt } from '../people/camera.ts'
import { entry, memberEntry, openPeople } from '../people/groups.ts'
import { markOf, message, say } from '../people/messages.ts'
import { openPair, type Pair, roomIdOf } from '../people/pair.ts'
import { goTo, openPerson, type Person, signInAgain, typeCredentials } from '../people/person.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt, openAddress } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
/** Of the two. */
let talk: string
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  pair = await openPair(browser, clinics, 'Geräte')
  talk = `/messages/${encodeURIComponent(roomIdOf(pair.ida))}`
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
})

const patience = { timeout: 60_000 }

const deviceIdOf = async (person: Person): Promise<string> => {
  await openAddress(person, '/settings/devices')
  const own = await person.page.getByRole('listitem').filter({ hasText: 'Bestätigt' }).first().textContent()
  const [id] = /[A-Z]{10}$/.exec(own?.trim() ?? '') ?? []
  if (!id) throw new Error(`no device id in "${own}"`)
  return id
}

test('three devices of one person show the same, and the one that is signed out from afar keeps and gets nothing', async () => {
  const { ida, emil, recoveryKey } = pair
  await using second = await openPerson(browser, clinics.sued, emil.account)
  await using third = await openPerson(browser, clinics.sued, emil.account)
  await story('three devices', [ida, emil, second, third], async () => {
    await Promise.all([second, third].map((device) => signInAgain(device, recoveryKey)))
    await Promise.all([second, third].map((device) => openAddress(device, talk)))
    await Promise.all([second, third].map((device) => message(device, 'Guten Tag.').waitFor(patience)))

    await say(third, 'Vom dritten Gerät.')
    for (const one of [ida, emil, second]) await message(one, 'Vom dritten Gerät.').waitFor(patience)

    // What is read on one has been read on all.
    await goTo(third, 'Verzeichnis')
    await goTo(second, 'Verzeichnis')
    await goTo(emil, 'Verzeichnis')
    await say(ida, 'Wer liest das?')
    await goTo(emil, 'Nachrichten')
    await entry(emil, ida.name).getByText('1 ungelesene Nachricht').waitFor(patience)
    await openAddress(second, talk)
    await markOf(ida, 'Wer liest das?', 'read').waitFor(patience)
    await entry(emil, ida.name)
      .getByText('1 ungelesene Nachricht')
      .waitFor({ state: 'detached', ...patience })

    const lost = await deviceIdOf(third)
    await openAddress(emil, '/settings/devices')
    await emil.page
      .getByRole('listitem')
      .filter({ hasText: lost })
      .getByRole('button', { name: 'Abmelden', exact: true })
      .click()
    const dialog = emil.page.getByRole('dialog')
    expectNoBarriers(await lookAt(emil, 'sign out a device'))
    await dialog.getByLabel('Ihr Passwort').fill(emil.account.password)
    await dialog.getByRole('button', { name: 'Abmelden', exact: true }).click()
    await third.page.getByText('Sie wurden abgemeldet').waitFor(patience)
    const { entries } = await keptInBrowser(third)
    expect(
      Object.values(entries).every((count) => count === 0),
      JSON.stringify(entries),
    ).toBe(true)

    await say(ida, 'Ohne das dritte Gerät.')
    await message(second, 'Ohne das dritte Gerät.').waitFor(patience)
  })
})

test('a sign-in that nobody confirmed is told on the other device, which leads to where it is ended', async () => {
  const { emil } = pair
  await using stranger = await openPerson(browser, clinics.sued, emil.account)
  await story('unknown device', [emil, stranger], async () => {
    await openAddress(emil, talk)
    await emil.page.clock.install()
    await typeCredentials(stranger)
    await stranger.page.getByRole('button', { name: 'Später' }).waitFor(patience)
    const told = emil.page.getByRole('status').filter({ hasText: 'Neue Anmeldung mit Ihrem Konto' })
    // Whoever is just signing in has a minute to confirm it.
    await expect
      .poll(async () => {
        await emil.page.clock.fastForward(61_000)
        return told.count()
      }, patience)
      .toBe(1)
    expectNoBarriers(await lookAt(emil, 'unknown device'))
    await told.getByRole('button', { name: 'Geräte ansehen' }).click()
    await emil.page.getByRole('listitem').filter({ hasText: 'Nicht bestätigt' }).first().waitFor(patience)
    await told.getByRole('button', { name: 'Das war ich' }).click()
    await told.waitFor({ state: 'detached' })
  })
})

test('nothing is sent to somebody whose identity has changed before its sender has asked them and says so, or has read their code', async () => {
  const { ida, emil } = pair
  await using anew = await openPerson(browser, clinics.sued, emil.account)
  await story('changed identity', [ida, anew], async () => {
    const field = ida.page.getByLabel('Nachricht schreiben')
    await typeCredentials(anew)
    await anew.page.getByRole('button', { name: 'Beides nicht mehr da? Neu beginnen' }).click()
    await anew.page.getByLabel('Ihr Passwort').fill(emil.account.password)
    await anew.page.getByRole('button', { name: 'Neue Identität anlegen' }).click()
    await anew.page.getByRole('button', { name: 'Ich habe den Schlüssel sicher verwahrt' }).click()
    // The device that he had is told at once, since it may not have been him.
    await emil.page.getByText('Ihre Identität wurde neu angelegt').waitFor(patience)
    await openAddress(anew, talk)
    await anew.page.getByLabel('Nachricht schreiben').waitFor(patience)

    await ida.page.getByText(`Die Identität von ${emil.name} hat sich geändert`).waitFor(patience)
    await expect.poll(() => field.isDisabled()).toBe(true)
    expectNoBarriers(await lookAt(ida, 'changed identity'))
    await expect.poll(() => ida.page.getByRole('button', { name: 'Datei anhängen' }).isDisabled()).toBe(true)
    await ida.page.getByRole('button', { name: 'Ich habe nachgefragt: weiterschreiben' }).click()
    await say(ida, 'Sie haben es bestätigt.')
    await message(anew, 'Sie haben es bestätigt.').waitFor(patience)
    await say(anew, 'Ja, ein neues Telefon.')
    await message(ida, 'Ja, ein neues Telefon.').waitFor(patience)

    // Side by side, with the camera of one and the screen of the other.
    await openPeople(ida)
    await memberEntry(ida, emil.name).getByRole('button', { name: 'Identität prüfen' }).click()
    await anew.page.getByRole('button', { name: 'Ja, vergleichen' }).click(patience)
    await ida.page.getByText(`Lassen Sie ${emil.name} diesen Code mit der Kamera lesen.`).waitFor(patience)
    const code = ida.page.getByTestId('verification-code')
    await code.waitFor(patience)
    expectNoBarriers(await lookAt(ida, 'code for a contact'))
    await pointCameraAt(anew, await code.screenshot())
    await anew.page.getByRole('button', { name: 'Code des anderen Geräts lesen' }).click()
    await ida.page.getByRole('button', { name: 'Ja, es wartet' }).click(patience)
    for (const { page } of [ida, anew]) {
      await page.getByRole('dialog').getByText('Identität bestätigt').waitFor(patience)
      await page.getByRole('dialog').getByRole('button', { name: 'Schließen' }).first().click()
    }
    await memberEntry(ida, emil.name).getByText('Identität bestätigt').waitFor(patience)
  })
})
