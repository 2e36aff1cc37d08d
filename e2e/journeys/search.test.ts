import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RoomId } from '#shared/matrix/ids.ts'
import { openBrowser, openDevice } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { dayFromToday } from '../people/availability.ts'
import { deleteMessage, edit } from '../people/message-actions.ts'
import { message, say } from '../people/messages.ts'
import { openPair, roomIdOf } from '../people/pair.ts'
import { goTo, openPersonOn, signInAgain } from '../people/person.ts'
import {
  databasesOf,
  filterOf,
  nothingFound,
  openSearch,
  result,
  searchField,
  searchFor,
  searchProgress,
} from '../people/search.ts'
import { story } from '../people/story.ts'
import { leave } from '../services/matrix-api.ts'
import { signedIn } from '../services/somebody.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

/** Not plugged in: a browser that is driven says it always is. */
const runOnBattery = () => {
  const battery = Object.assign(new EventTarget(), { charging: false })
  Object.defineProperty(navigator, 'getBattery', { value: async () => battery })
}

const found = 'Frische Hinterwandischämie, bitte Heparinperfusor nach Schema.'

test('what was said is found by parts of its words, opens where it was said, and never lies on the disk in the clear', async () => {
  await using pair = await openPair(browser, clinics, 'Suche')
  const { ida, emil, recoveryKey } = pair
  await story('search', [ida, emil], async () => {
    await say(ida, found)
    await message(emil, 'Hinterwandischämie').waitFor()
    await say(emil, 'Ist das Troponin schon da?')
    await message(ida, 'Troponin').waitFor()
    const roomId = roomIdOf(emil)

    await goTo(emil, 'Nachrichten')
    await openSearch(emil)
    await searchProgress(emil).getByText('vollständig durchsuchbar').waitFor()
    await searchFor(emil, 'ischaemie perfus')
    await result(emil, ida.name).getByText('Heparinperfusor').waitFor()
    await expect
      .poll(() => result(emil, '').locator('mark').allTextContents())
      .toEqual(['Hinterwandischämie', 'Heparinperfusor'])
    // Words of a patient's case stay out of address, history and title.
    expect(emil.page.url()).toMatch(/\/search$/)
    await searchFor(emil, 'Troponin')
    await result(emil, 'Troponin schon da').getByText('Sie', { exact: true }).waitFor()
    // What he wrote himself, as text, today, here.
    const before = await dayFromToday(emil, -2)
    const after = await dayFromToday(emil, 2)
    const others = [
      () => filterOf(emil, 'Person').selectOption({ label: ida.name }),
      () => filterOf(emil, 'Art').selectOption({ label: 'Bild' }),
      () => filterOf(emil, 'Ab').fill(after),
      () => filterOf(emil, 'Bis').fill(before),
    ]
    for (const narrow of others) {
      await narrow()
      await nothingFound(emil).waitFor()
      await emil.page.getByRole('button', { name: 'Filter zurücksetzen' }).click()
      await result(emil, 'Troponin schon da').waitFor()
    }
    await filterOf(emil, 'Konversation').selectOption({ label: ida.name })
    await filterOf(emil, 'Person').selectOption({ label: emil.name })
    await filterOf(emil, 'Art').selectOption({ label: 'Text' })
    await filterOf(emil, 'Ab').fill(before)
    await filterOf(emil, 'Bis').fill(after)
    await emil.page.getByText('Filter (5)').waitFor()
    await result(emil, 'Troponin schon da').waitFor()
    await emil.page.getByRole('button', { name: 'Filter zurücksetzen' }).click()

    // What is corrected or deleted is so at once, also where somebody looks at it.
    await say(ida, 'Heparin 500 Einheiten.')
    await searchFor(emil, 'einheiten')
    await result(emil, 'Heparin 500').waitFor()
    await edit(ida, 'Heparin 500', 'Heparin fünftausend Einheiten.')
    await result(emil, 'fünftausend').waitFor()
    await deleteMessage(ida, 'fünftausend')
    await nothingFound(emil).waitFor()

    // By keyboard alone: from the field to the result, and into the conversation.
    await searchFor(emil, 'perfusor')
    await result(emil, 'Heparinperfusor').waitFor()
    await searchField(emil).press('ArrowDown')
    await emil.page.keyboard.press('Enter')
    await message(emil, 'Heparinperfusor').waitFor()
    expect(new URL(emil.page.url()).pathname).toBe(`/messages/${encodeURIComponent(roomId)}`)
    expect(new URL(emil.page.url()).searchParams.get('event')).toMatch(/^\$/)

    await emil.page.keyboard.press('Control+f')
    const beside = emil.page.getByRole('complementary', { name: 'In dieser Konversation suchen' })
    await searchFor(emil, 'guten tag')
    await beside.getByText('1 Treffer').waitFor()
    await emil.page.keyboard.press('Escape')
    await beside.waitFor({ state: 'detached' })

    // A further device reads back what was said before it was there, once it is plugged in or told to, and keeps it sealed.
    await using context = await openDevice(browser)
    await context.addInitScript(runOnBattery)
    const second = await openPersonOn(context, clinics.sued, emil.account)
    await signInAgain(second, recoveryKey)
    await openSearch(second)
    await searchProgress(second).getByText('Wartet, bis das Gerät am Strom ist.').waitFor()
    await searchFor(second, 'perfusor')
    await nothingFound(second).waitFor()
    await second.page.getByRole('button', { name: 'Jetzt weitersuchen' }).click()
    await result(second, 'Heparinperfusor').waitFor()
    await searchProgress(second).getByText('vollständig durchsuchbar').waitFor()
    // Also by who wrote it, who was not known when the search was opened.
    await filterOf(second, 'Person').selectOption({ label: ida.name })
    await result(second, 'Heparinperfusor').waitFor()
    await second.page.reload()
    await searchFor(second, 'perfusor')
    await result(second, 'Heparinperfusor').waitFor()
    const disk = await databasesOf(second)
    expect(disk['consilium-search']).toMatch(/segment \d/)
    for (const [name, text] of Object.entries(disk))
      for (const word of ['perfusor', 'ischämie', 'ischamie', 'Troponin'])
        expect(text.toLowerCase().includes(word.toLowerCase()), `„${word}“ in ${name}`).toBe(false)

    // What is new is taken in without that.
    await say(ida, 'Kontrolle des Laktats um zehn.')
    await searchFor(second, 'laktat')
    await result(second, 'Laktats um zehn').waitFor()

    // What was said in a conversation that one has left is found no more, and lies nowhere.
    await goTo(emil, 'Nachrichten')
    await openSearch(emil)
    await searchFor(emil, 'perfusor')
    await result(emil, 'Heparinperfusor').waitFor()
    await leave(await signedIn(clinics.sued, emil.account), roomId as RoomId)
    await nothingFound(emil).waitFor()
    await expect.poll(async () => (await databasesOf(emil))['consilium-search']).not.toMatch(/segment \d/)

    await second.page.getByRole('button', { name: 'Abmelden' }).click()
    await second.page.getByRole('dialog').getByRole('button', { name: 'Abmelden' }).click()
    await second.page.getByLabel('Benutzername').waitFor()
    const left = await databasesOf(second)
    expect(Object.keys(left)).not.toContain('consilium-search')
    expect(Object.values(left).join('').trim()).toBe('')
  })
})
