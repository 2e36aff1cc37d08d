import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, dayAt, momentOf, mondayOf } from '#shared/rota/calendar.ts'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { openPage } from '../people/administration.ts'
import { beginDuty, newColleague, newWard } from '../people/duty.ts'
import { goTo, openPerson, type Person, signInFirst } from '../people/person.ts'
import { hourMs, openRota, planOf, shiftOf, timeZone } from '../people/rota.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, glanceAt, lookAt } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

const newPlanner = async (): Promise<Person> =>
  openPerson(browser, clinics.nord, await clinics.nord.newPerson({ name: 'Karla Planung', role: 'admin' }))

const today = () => dayAt(Date.now(), timeZone)
/** A week ahead: nothing of it has begun. */
const nextMonday = () => addDays(mondayOf(today()), 7)
const onDay = (day: string) => `?view=week&day=${day}`

test('the duty of a month is planned by a week that comes again; a gap is seen before it happens, a deleted shift comes back', async () => {
  const ward = await newWard(clinics.nord)
  await using plan = await planOf(ward)
  await using karla = await newPlanner()
  await using anna = await newColleague(browser, ward, 'Dr. Anna Plan')
  const monday = nextMonday()
  await story('rota planned', [karla], async () => {
    const { page } = karla
    await signInFirst(karla)
    await openPage(karla, 'Abteilungen')
    const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: ward.name }) })
    await entry.getByText('Lücke in den nächsten 14 Tagen').waitFor()
    await entry.getByRole('button', { name: 'Dienstplan' }).click()
    await page.getByRole('heading', { name: `Dienstplan ${ward.name}` }).waitFor()
    await page.getByRole('alert').getByText('Lücke in den nächsten 14 Tagen').first().waitFor()

    // One shift by hand, the week kept, the month filled with it.
    await openRota(karla, ward, onDay(monday))
    await page.getByRole('button', { name: 'Dienst eintragen' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Person').selectOption({ label: `${anna.name}, Facharzt` })
    await dialog.getByLabel(/^Beginn/).fill(monday)
    await dialog.getByLabel('Uhrzeit des Beginns').fill('08:00')
    await dialog.getByLabel(/^Ende/).fill(monday)
    await dialog.getByLabel('Uhrzeit des Endes').fill('07:00')
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await dialog.getByText('Das Ende muss nach dem Beginn liegen').waitFor()
    expectNoBarriers(await glanceAt(karla, 'shift with a fault'))
    await dialog.getByLabel(/^Ende/).fill(addDays(monday, 1))
    await dialog.getByLabel('Uhrzeit des Endes').fill('08:00')
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await shiftOf(karla, '08:00–08:00').waitFor()
    await page.getByText('Lücke ganztägig').first().waitFor()

    await page.getByRole('button', { name: 'Mehr' }).click()
    await page.getByRole('menuitem', { name: 'Vorlagen' }).click()
    await dialog.getByLabel('Name der Vorlage').fill('Normalwoche')
    await dialog.getByRole('button', { name: 'als Vorlage speichern' }).click()
    await dialog.getByText('Normalwoche').waitFor()
    await dialog.getByRole('button', { name: 'Zeitraum füllen' }).click()
    await dialog.getByLabel('Vom').fill(monday)
    await dialog.getByLabel('Bis einschließlich').fill(addDays(monday, 20))
    await dialog.getByText('2 Dienste kommen dazu.').waitFor()
    await dialog.getByRole('button', { name: 'Zeitraum füllen' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Später' }).first().click()
    await shiftOf(karla, anna.name).waitFor()

    // Deleted, and back.
    await shiftOf(karla, anna.name).click()
    await dialog.getByRole('button', { name: 'Löschen' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await shiftOf(karla, anna.name).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Rückgängig' }).click()
    await shiftOf(karla, anna.name).waitFor()

    // By keys alone: from cell to cell.
    await shiftOf(karla, anna.name).focus()
    await page.keyboard.press('ArrowRight')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toContain('Vordergrund am Dienstag')
  })
  await story('rota looked at', [karla], async () => {
    const { page } = karla
    await plan.shift(
      anna,
      momentOf(monday, '16:00', timeZone) + 24 * hourMs,
      momentOf(addDays(monday, 2), '08:00', timeZone),
      'second',
    )
    await openRota(karla, ward, onDay(monday))
    await shiftOf(karla, '16:00–08:00').waitFor()
    const found = await lookAt(karla, 'rota week')
    await page.getByRole('button', { name: 'Monat' }).click()
    await page.getByRole('columnheader', { name: 'So' }).waitFor()
    found.push(...(await lookAt(karla, 'rota month')))
    await page.getByRole('button', { name: 'Mehr' }).click()
    await page.getByRole('menuitem', { name: 'Vorgaben' }).click()
    found.push(...(await lookAt(karla, 'rota settings')))
    await page.keyboard.press('Escape')
    await openPage(karla, 'Abteilungen')
    await page.getByRole('heading', { name: ward.name }).waitFor()
    found.push(...(await lookAt(karla, 'departments with gaps')))
    expectNoBarriers(found)
  })
})

test('whoever is planned takes the duty over with one press, and who is relieved hands it over', async () => {
  const ward = await newWard(clinics.nord)
  await using plan = await planOf(ward)
  await using anna = await newColleague(browser, ward, 'Dr. Anna Früh')
  await using ole = await newColleague(browser, ward, 'Dr. Ole Spät')
  const now = Date.now()
  await story('rota begins', [anna, ole], async () => {
    await Promise.all([anna, ole].map(signInFirst))
    await beginDuty(anna)
    // Hers is over in a moment, his has begun.
    await plan.shift(anna, now - 8 * hourMs, Date.now() + 1_000)
    await plan.shift(ole, now - hourMs / 60, now + 8 * hourMs)
    await ole.page.getByText(`Ihr Dienst beginnt: ${ward.name}, Vordergrund`).waitFor({ timeout: 60_000 })
    expectNoBarriers(await lookAt(ole, 'rota begins'))
    await ole.page.getByRole('button', { name: 'Dienst übernehmen' }).click()
    await ole.page.getByRole('button', { name: 'Dienst beenden' }).waitFor()
    await ole.page.getByText('Ihr Dienst beginnt').waitFor({ state: 'detached' })
    await ole.page.getByRole('heading', { name: 'Geplant für mich' }).waitFor()

    await anna.page.getByText(`Ihr Dienst ist zu Ende: ${ward.name}, Vordergrund`).waitFor({ timeout: 60_000 })
    await goTo(anna, 'Nachrichten')
    await anna.page.getByRole('button', { name: 'Dienst übergeben' }).click()
    await anna.page.getByRole('button', { name: 'Dienst beenden' }).click()
    const dialog = anna.page.getByRole('dialog', { name: 'Dienst beenden' })
    await dialog.getByRole('button', { name: 'Dienst beenden' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await anna.page.getByText('Ihr Dienst ist zu Ende').waitFor({ state: 'detached', timeout: 60_000 })
  })
})

test('a shift is offered to colleagues, and is the one’s who takes it, once whoever plans agrees where that is asked', async () => {
  const ward = await newWard(clinics.nord)
  await using plan = await planOf(ward)
  await using anna = await newColleague(browser, ward, 'Dr. Anna Tausch')
  await using ole = await newColleague(browser, ward, 'Dr. Ole Gern')
  const monday = nextMonday()
  await story('rota swapped', [anna, ole], async () => {
    await plan.shift(anna, momentOf(monday, '08:00', timeZone), momentOf(monday, '16:00', timeZone))
    await Promise.all([anna, ole].map(signInFirst))
    await openRota(anna, ward, onDay(monday))
    await shiftOf(anna, anna.name).click()
    await anna.page.getByRole('dialog').getByRole('button', { name: 'Zum Tausch anbieten' }).click()
    await shiftOf(anna, 'angeboten').waitFor()

    await ole.page.getByText(`${anna.name} sucht jemanden für einen Dienst: Vordergrund`).waitFor({ timeout: 60_000 })
    await ole.page.getByRole('button', { name: 'Ansehen' }).click()
    await shiftOf(ole, anna.name).click()
    await ole.page.getByRole('dialog').getByRole('button', { name: 'Dienst übernehmen' }).click()
    await shiftOf(ole, ole.name).waitFor()
    await shiftOf(anna, ole.name).waitFor({ timeout: 60_000 })
    await goTo(ole, 'Dienst')
    await ole.page.getByRole('heading', { name: 'Geplant für mich' }).waitFor()
    await ole.page.getByText('08:00').first().waitFor()

    // Where whoever plans has to agree, the shift stays with its owner until then.
    await plan.swapsAreAgreed()
    await openRota(ole, ward, onDay(monday))
    await shiftOf(ole, ole.name).click()
    await ole.page.getByRole('dialog').getByRole('button', { name: 'Zum Tausch anbieten' }).click()
    await shiftOf(anna, 'angeboten').waitFor({ timeout: 60_000 })
    await shiftOf(anna, ole.name).click()
    await anna.page.getByRole('dialog').getByRole('button', { name: 'Dienst übernehmen' }).click()
    await using karla = await newPlanner()
    await signInFirst(karla)
    await openRota(karla, ward, onDay(monday))
    await shiftOf(karla, ole.name).click()
    const asked = karla.page.getByRole('dialog')
    await asked.getByText(`${anna.name} übernimmt von ${ole.name}`).waitFor()
    expectNoBarriers(await lookAt(karla, 'a swap to agree to'))
    await asked.getByRole('button', { name: 'Zustimmen' }).click()
    await shiftOf(karla, anna.name).waitFor()
    await shiftOf(ole, anna.name).waitFor({ timeout: 60_000 })
  })
}, 300_000)

test('shifts come in from a calendar file, and go out to the own calendar program', async () => {
  const ward = await newWard(clinics.nord)
  await using _plan = await planOf(ward)
  await using karla = await newPlanner()
  await using anna = await newColleague(browser, ward, 'Dr. Anna Kalender')
  await using ole = await newColleague(browser, ward, 'Dr. Ole Kalender')
  const monday = nextMonday()
  const compact = (day: string) => day.replaceAll('-', '')
  const event = (uid: string, summary: string, day: string) => [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SUMMARY:${summary}`,
    `DTSTART;TZID=Europe/Berlin:${compact(day)}T080000`,
    `DTEND;TZID=Europe/Berlin:${compact(day)}T160000`,
    'END:VEVENT',
  ]
  const calendar = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:test',
    ...event('1', 'Vordergrund Anna Kalender', monday),
    ...event('2', 'Hintergrund Kalender', monday),
    'END:VCALENDAR',
  ].join('\r\n')
  const file = { name: 'Dienste.ics', mimeType: 'text/calendar', buffer: Buffer.from(calendar) }
  await story('rota from a calendar', [karla, anna], async () => {
    const { page } = karla
    await signInFirst(karla)
    await openRota(karla, ward, onDay(monday))
    const dialog = page.getByRole('dialog')
    const choose = async () => {
      await page.getByRole('button', { name: 'Mehr' }).click()
      await page.getByRole('menuitem', { name: 'Kalender importieren' }).click()
      await dialog.getByRole('button', { name: 'Datei wählen' }).waitFor()
      await dialog.locator('input[type=file]').setInputFiles(file)
    }
    await choose()
    await dialog.getByText('2 neu, 0 geändert, 0 unverändert, 0 nicht möglich').waitFor()
    // Two are called Kalender: who is meant is asked.
    await dialog.getByLabel('Person: Hintergrund Kalender').selectOption({ label: ole.name })
    const found = await lookAt(karla, 'rota import')
    await dialog.getByRole('button', { name: '2 Dienste übernehmen' }).click()
    await dialog.getByText('Übernommen: 2 neu').waitFor()
    await dialog.getByRole('button', { name: 'Schließen' }).first().click()
    await shiftOf(karla, ole.name).waitFor()
    await choose()
    await dialog.getByText('0 neu', { exact: false }).waitFor()
    await page.keyboard.press('Escape')
    expectNoBarriers(found)

    await signInFirst(anna)
    await openRota(anna, ward, onDay(monday))
    await anna.page.getByRole('button', { name: 'Mehr' }).click()
    await anna.page.getByRole('menuitem', { name: 'In meinen Kalender' }).click()
    const own = anna.page.getByRole('dialog')
    await own.getByRole('button', { name: 'Adresse anlegen' }).click()
    const address = await own.getByLabel('Adresse').inputValue()
    expectNoBarriers(await glanceAt(anna, 'address of a calendar'))
    const fetched = await anna.page.evaluate(async (url) => (await fetch(url)).text(), address)
    expect(fetched).toContain(`SUMMARY:${ward.name}: Vordergrund`)
    expect(fetched.match(/BEGIN:VEVENT/g)).toHaveLength(1)
    await own.getByRole('button', { name: 'Adresse ungültig machen' }).click()
    await anna.page.getByText('Die Adresse gilt nicht mehr').waitFor()
    expect(await anna.page.evaluate(async (url) => (await fetch(url)).status, address)).toBe(404)
  })
  expect(ole.faults).toEqual([])
})
