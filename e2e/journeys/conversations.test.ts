import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { unique } from '../clinics/unique.ts'
import { atOnce } from '../people/at-once.ts'
import { findInDirectory } from '../people/directory.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { entry, memberEntry, openGroup, openPeople, setFor, showOnly } from '../people/groups.ts'
import { acceptInvitationFrom, callByName, message, openConversationWith, pressWrite, say } from '../people/messages.ts'
import { openPair, type Pair, roomIdOf } from '../people/pair.ts'
import { goTo, openPerson, type Person, signInAgain, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
/** Of the same clinic as the second of the pair. */
let juergen: Person
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  juergen = await newCardiologist(browser, clinics.sued, 'Dr. Jürgen Springer')
  ;[pair] = await Promise.all([openPair(browser, clinics, 'Kreis'), signInFirst(juergen)])
})
afterAll(async () => {
  await Promise.all([pair?.[Symbol.asyncDispose](), juergen?.[Symbol.asyncDispose]()])
  await browser.close()
})

test('two people who compare pictures know each other from then on', async () => {
  const { ida, emil } = pair
  await story('verify', [ida, emil], async () => {
    await openPeople(ida)
    await memberEntry(ida, emil.name).getByRole('button', { name: 'Identität prüfen' }).click()
    await emil.page.getByRole('button', { name: 'Ja, vergleichen' }).click()
    await ida.page.getByRole('button', { name: 'Stattdessen Bilder vergleichen' }).click()
    const shown = ({ page }: Person) => page.getByRole('dialog').getByRole('listitem')
    await Promise.all([shown(ida).nth(6).waitFor(), shown(emil).nth(6).waitFor()])
    await expect.poll(() => shown(ida).allTextContents()).toEqual(await shown(emil).allTextContents())
    for (const { page } of [ida, emil]) await page.getByRole('button', { name: 'Ja, sie stimmen überein' }).click()
    for (const { page } of [ida, emil]) {
      await page.getByRole('dialog').getByText('Identität bestätigt').waitFor()
      await page.getByRole('dialog').getByRole('button', { name: 'Schließen' }).first().click()
    }
    await memberEntry(ida, emil.name).getByText('Identität bestätigt').waitFor()
  })
})

test('a group across both clinics: who is invited reads from then on, a moderator may invite, who is removed reads no more', async () => {
  const { ida, emil } = pair
  await story('group', [ida, emil, juergen], async () => {
    const name = unique('Frühdienst')

    // What looks like a patient is refused before anything is made.
    await goTo(ida, 'Nachrichten')
    await ida.page.getByRole('button', { name: 'Neue Gruppe' }).click()
    const dialog = ida.page.getByRole('dialog', { name: 'Neue Gruppe' })
    await dialog.getByLabel('Name der Gruppe').fill('Müller 03.04.1956')
    await dialog.getByText('kein Datum, das ein Geburtsdatum sein könnte').waitFor()
    await dialog.getByRole('button', { name: 'Gruppe eröffnen' }).click()
    await dialog.waitFor()
    expectNoBarriers(await lookAt(ida, 'new group'))
    await ida.page.keyboard.press('Escape')

    await openGroup(ida, name, [emil.name])
    await say(ida, 'Willkommen im Frühdienst.')
    await acceptInvitationFrom(emil, ida.name)
    await message(emil, 'Willkommen im Frühdienst').waitFor()
    await say(emil, 'Guten Morgen.')
    await message(ida, 'Guten Morgen').waitFor()

    // A member of the other clinic becomes a moderator and brings somebody in.
    await openPeople(ida)
    await memberEntry(ida, emil.name)
      .getByRole('button', { name: `Aktionen für ${emil.name}` })
      .click()
    await ida.page.getByRole('menuitem', { name: 'Zur Moderation machen' }).click()
    const panel = await openPeople(emil)
    await panel.getByRole('button', { name: 'Personen einladen' }).click()
    const invite = emil.page.getByRole('dialog', { name: 'Personen einladen' })
    await invite.getByText('Was Eingeladene sehen').waitFor()
    expectNoBarriers(await lookAt(emil, 'invite people'))
    await invite.getByLabel('Personen suchen').fill(juergen.name)
    await invite
      .getByRole('listitem')
      .filter({ hasText: juergen.name })
      .getByRole('button', { name: 'Auswählen' })
      .click()
    await invite.getByRole('button', { name: 'Einladen', exact: true }).click()
    await invite.waitFor({ state: 'detached' })
    await acceptInvitationFrom(juergen, emil.name)
    await say(ida, 'Jürgen ist jetzt dabei.')
    await message(juergen, 'Jürgen ist jetzt dabei').waitFor()
    expect(await message(juergen, 'Willkommen im Frühdienst').count()).toBe(0)

    // A moderator calls everybody; a member is offered no such thing.
    const calls = (person: Person) => message(person, 'bitte in den Schockraum').getByText('Sie sind gemeint:')
    await juergen.page.getByLabel('Nachricht schreiben').pressSequentially('@al')
    await emil.page.getByLabel('Nachricht schreiben').pressSequentially('@al')
    await emil.page.getByRole('option', { name: 'alle' }).click()
    await emil.page.getByLabel('Nachricht schreiben').pressSequentially('bitte in den Schockraum')
    await emil.page.getByLabel('Nachricht schreiben').press('Enter')
    await Promise.all([ida, juergen].map((person) => calls(person).waitFor({ state: 'attached' })))
    expect(await juergen.page.getByRole('option', { name: 'alle' }).count()).toBe(0)
    // What is called by somebody who may not is no call: their homeserver cannot see it and refuses nothing.
    await memberEntry(ida, emil.name)
      .getByRole('button', { name: `Aktionen für ${emil.name}` })
      .click()
    await ida.page.getByRole('menuitem', { name: 'Moderation beenden' }).click()
    await Promise.all([ida, juergen].map((person) => calls(person).waitFor({ state: 'detached' })))

    const people = ida.page.getByRole('complementary', { name: 'Beteiligte' })
    await people.getByRole('button', { name: 'Umbenennen' }).click()
    const rename = ida.page.getByRole('dialog', { name: 'Umbenennen' })
    await rename.getByLabel('Name der Gruppe').fill(`${name} neu`)
    expectNoBarriers(await lookAt(ida, 'rename group'))
    // Escape leaves the dialog only, and the focus comes back to where it began.
    await ida.page.keyboard.press('Escape')
    await rename.waitFor({ state: 'detached' })
    const renaming = people.getByRole('button', { name: 'Umbenennen' })
    await expect.poll(() => renaming.evaluate((button) => button === document.activeElement)).toBe(true)
    await renaming.click()
    await rename.getByLabel('Name der Gruppe').fill(`${name} neu`)
    await rename.getByRole('button', { name: 'Speichern' }).click()
    await emil.page.getByRole('heading', { name: `${name} neu`, level: 1 }).waitFor()

    await memberEntry(ida, juergen.name)
      .getByRole('button', { name: `Aktionen für ${juergen.name}` })
      .click()
    await ida.page.getByRole('menuitem', { name: 'Aus der Gruppe entfernen' }).click()
    await ida.page.getByRole('dialog').getByRole('button', { name: 'Entfernen' }).click()
    await juergen.page.getByText('Ihr Zugang ist beendet').waitFor()
    await memberEntry(ida, juergen.name).waitFor({ state: 'detached' })

    // Who alone looks after it leaves that to the other one.
    await people.getByRole('button', { name: 'Konversation verlassen' }).click()
    const leaving = ida.page.getByRole('dialog', { name: 'Konversation verlassen?' })
    await leaving.getByText(`Die Moderation geht an ${emil.name}`).waitFor()
    expectNoBarriers(await lookAt(ida, 'leave a group'))
    await leaving.getByRole('button', { name: 'Verlassen' }).click()
    await leaving.waitFor({ state: 'detached' })
    const atEmil = emil.page.getByRole('complementary', { name: 'Beteiligte' })
    await atEmil.getByRole('button', { name: 'Umbenennen' }).waitFor()
  })
})

test('what somebody pins, mutes, archives and marks is so on their other device, and a mention brings back what is archived', async () => {
  const { ida, emil, recoveryKey } = pair
  await story('list', [ida, emil], async () => {
    await openConversationWith(ida, emil.name)
    // What was begun is seen in the list, after a reload too.
    await ida.page.getByLabel('Nachricht schreiben').fill('Noch nicht zu Ende')
    await goTo(ida, 'Verzeichnis')
    await goTo(ida, 'Nachrichten')
    await entry(ida, emil.name).getByText('Entwurf: Noch nicht zu Ende').waitFor()
    await ida.page.reload()
    await entry(ida, emil.name).getByText('Entwurf: Noch nicht zu Ende').click()
    await ida.page.getByLabel('Nachricht schreiben').fill('')
    await goTo(emil, 'Nachrichten')
    // The department, without anybody having been asked.
    await entry(emil, 'Kardiologie').waitFor()
    await setFor(emil, 'Kardiologie', 'Anheften')
    // It moves to the top, and the others move with it from under the pointer.
    await entry(emil, 'Kardiologie').getByLabel('Angeheftet').waitFor()
    await setFor(emil, ida.name, 'Stumm')
    await setFor(emil, ida.name, 'Als ungelesen markieren')

    await using second = await openPerson(browser, clinics.sued, emil.account)
    await story('list, other device', [second], () => signInAgain(second, recoveryKey))
    await entry(second, 'Kardiologie').getByLabel('Angeheftet').waitFor()
    await entry(second, ida.name).getByLabel('Stumm').waitFor()
    await entry(second, ida.name).getByTitle('Als ungelesen markiert').waitFor()
    const links = second.page.getByRole('region', { name: 'Nachrichten' }).getByRole('link')
    const both = links.filter({ hasText: 'Kardiologie' }).or(links.filter({ hasText: ida.name }))
    await expect.poll(() => both.first().textContent()).toContain('Kardiologie')
    for (const [filter, person, department] of [
      ['Ungelesen', 1, 0],
      ['Personen', 1, 0],
      ['Gruppen', 0, 1],
      ['Klinikum Süd', 0, 1],
      ['Dringend', 0, 0],
      ['Konsile', 0, 0],
    ] as const) {
      await showOnly(second, filter)
      await expect.poll(() => entry(second, ida.name).count(), { message: filter }).toBe(person)
      await expect.poll(() => entry(second, 'Kardiologie').count(), { message: filter }).toBe(department)
    }
    await showOnly(second, 'Alle')
    await setFor(second, ida.name, 'Stumm für 1 Stunde')
    await entry(emil, ida.name).getByLabel('Stumm bis').waitFor()

    await setFor(second, ida.name, 'Archivieren')
    await entry(emil, ida.name).waitFor({ state: 'detached' })
    await say(ida, 'Nur zur Kenntnis.')
    await showOnly(emil, 'Archiv')
    await entry(emil, ida.name).getByText('Nur zur Kenntnis').waitFor()
    await callByName(ida, 'emil', emil.name, 'bitte kommen')
    await entry(second, ida.name).getByText('1 Erwähnung').waitFor({ state: 'attached' })
    await entry(emil, ida.name).waitFor({ state: 'detached' })
  })
})

test('Ctrl K leads by the keyboard alone to somebody of the other clinic, to a conversation and to a view', async () => {
  const { ida } = pair
  const surname = juergen.name.split(' ').at(-1) ?? ''
  const type = async ({ page }: Person, text: string) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').and(page.locator(':focus')).waitFor()
    await page.keyboard.type(text)
  }
  await story('switcher', [ida], async () => {
    await type(ida, `juergen ${surname}`)
    await ida.page.getByRole('option', { name: juergen.name, selected: true }).waitFor()
    await ida.page.keyboard.press('Enter')
    await ida.page.getByRole('heading', { name: juergen.name, level: 1 }).waitFor()
    await type(ida, 'notauf')
    await ida.page.getByRole('option', { name: 'Zentrale Notaufnahme', selected: true }).waitFor()
    await ida.page.keyboard.press('Enter')
    await ida.page.getByRole('heading', { name: 'Zentrale Notaufnahme', level: 1 }).waitFor()
    await type(ida, 'einst')
    await ida.page.getByRole('option', { name: 'Einstellungen', selected: true }).waitFor()
    await ida.page.keyboard.press('Enter')
    await ida.page.getByRole('heading', { name: 'Einstellungen', level: 1 }).waitFor()
    // A person also by what they are asked for: whom one knows, and in the other language.
    await type(ida, `cardiology ${surname}`)
    await ida.page.getByRole('option', { name: juergen.name, selected: true }).getByText('Kardiologie').waitFor()
    await ida.page.keyboard.press('Escape')
    await ida.page.getByRole('dialog').waitFor({ state: 'detached' })
    await type(ida, 'kardio')
    expectNoBarriers(await lookAt(ida, 'quick switcher'))
    await ida.page.keyboard.press('Escape')
    await ida.page.getByRole('dialog').waitFor({ state: 'detached' })
  })
})

test('two who write to each other for the first time in the same moment go on in one conversation, and nothing is lost', async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Zugleich')
  await using emil = await newCardiologist(browser, clinics.sued, 'Dr. Emil Zugleich')
  await story('twins', [ida, emil], async () => {
    await Promise.all([ida, emil].map(signInFirst))
    // Neither knows of the other's conversation before both are made.
    const [emilsEntry, idasEntry] = await Promise.all([
      findInDirectory(ida, emil.name),
      findInDirectory(emil, ida.name),
    ])
    await atOnce([ida, emil], '**/_matrix/client/v3/createRoom')
    await Promise.all([pressWrite(ida, emil.name, emilsEntry), pressWrite(emil, ida.name, idasEntry)])
    const rooms = [roomIdOf(ida), roomIdOf(emil)]
    expect(new Set(rooms).size, 'both made one, or the race was not one').toBe(2)

    const way = ({ page }: Person) => page.getByRole('link', { name: 'Zur gemeinsamen Konversation' })
    const [leaver, stayer] = await Promise.any([
      way(ida)
        .waitFor()
        .then(() => [ida, emil] as const),
      way(emil)
        .waitFor()
        .then(() => [emil, ida] as const),
    ])
    await way(leaver).click()
    await say(leaver, 'Hier geht es weiter.')
    await message(stayer, 'Hier geht es weiter').waitFor()
    await say(stayer, 'Gut so.')
    await message(leaver, 'Gut so').waitFor()
    expect(roomIdOf(leaver)).toBe(roomIdOf(stayer))
    for (const [one, other] of [
      [ida, emil],
      [emil, ida],
    ] as const)
      await expect.poll(() => entry(one, other.name).count()).toBe(1)
  })
})
