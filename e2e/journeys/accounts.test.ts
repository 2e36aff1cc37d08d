import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openDevice } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { confirmWithPassword, openPage } from '../people/administration.ts'
import { findInDirectory } from '../people/directory.ts'
import { newCardiologist } from '../people/doctors.ts'
import {
  goTo,
  keepRecoveryKey,
  openPerson,
  openPersonOn,
  type Person,
  signInAgain,
  signInFirst,
  typeCredentials,
} from '../people/person.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt, openAddress } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

const patience = { timeout: 60_000 }
const localpart = `nina.neu${randomBytes(3).toString('hex')}`
const name = `Dr. Nina ${localpart.slice('nina.'.length)}`

const department = 'Zentrale Notaufnahme'
const administration = ({ page }: Person) =>
  page.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name: 'Verwaltung' })

/** Reads the password that is shown once, and closes its dialog. */
const takePassword = async ({ page }: Person): Promise<string> => {
  const shown = page.getByTestId('once-password')
  await shown.waitFor()
  const password = (await shown.textContent()) ?? ''
  await page.getByRole('button', { name: 'Fertig' }).click()
  await shown.waitFor({ state: 'detached' })
  return password
}

/** Reads the link that is shown once, and closes its dialog. */
const takeLink = async ({ page }: Person): Promise<string> => {
  const shown = page.getByLabel('Link für die Person')
  const link = await shown.inputValue()
  await page.getByRole('button', { name: 'Fertig' }).click()
  await shown.waitFor({ state: 'detached' })
  return link
}

const chooseFor = async ({ page }: Person, whom: string, item: string): Promise<void> => {
  await page.getByRole('button', { name: `Konto von ${whom}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** As German Excel saves "CSV": in Windows-1252. */
const chooseFile = async ({ page }: Person, lines: readonly string[]): Promise<void> => {
  const buffer = Buffer.from(lines.join('\r\n'), 'latin1')
  await page
    .getByRole('dialog')
    .locator('input[type="file"]')
    .setInputFiles({ name: 'p.csv', mimeType: 'text/csv', buffer })
}

const setOwnPassword = async ({ page }: Pick<Person, 'page'>, password: string): Promise<void> => {
  await page.getByLabel(/^Ihr neues Passwort/).fill(password)
  await page.getByLabel(/^Das Passwort noch einmal/).fill(password)
  await page.getByRole('button', { name: 'Festlegen und anmelden' }).click()
}

test('an admin invites somebody by a link, who sets their own password; names them, gives and takes roles and a department, renews their access, and closes the account, which ends everything', {
  // Views in four looks: a machine with other work needs its time.
  timeout: 480_000,
}, async () => {
  const { nord, sued } = clinics
  await using admin = await openPerson(browser, nord, await nord.newPerson({ name: 'Ada Personal', role: 'admin' }))
  await using emil = await newCardiologist(browser, sued, `Dr. Emil ${localpart}`)
  await story('accounts', [admin, emil], async () => {
    await Promise.all([signInFirst(admin), signInFirst(emil)])
    await openPage(admin, 'Personen')
    const { page } = admin
    await page.getByRole('button', { name: 'Person anlegen' }).click()
    await page.getByLabel('Name, wie andere ihn lesen').fill(name)
    await expect.poll(() => page.getByLabel('Benutzername').inputValue()).toBe(localpart)
    await page.getByLabel('Funktion').fill('Oberärztin')
    expectNoBarriers(await lookAt(admin, 'add a person'))
    await page.getByRole('button', { name: 'Anlegen', exact: true }).click()
    await page.getByRole('heading', { name: `${name} ist angelegt` }).waitFor(patience)
    await page.getByRole('img', { name: 'QR-Code mit dem Link' }).waitFor()
    expectNoBarriers(await lookAt(admin, 'link shown once'))
    const link = await takeLink(admin)
    const userId = `@${localpart}:${nord.serverName}`
    const entry = { title: 'Oberärztin', role: 'physician', specialty: 'general-medicine', serviceId: null } as const
    const account = { ...entry, localpart, name, userId, tier: null, password: 'ein Satz, den Nina sich merkt' }

    await using nina = await openPersonOn(await openDevice(browser), nord, account, link)
    await nina.page.getByRole('heading', { name: `Guten Tag, ${name}` }).waitFor(patience)
    expectNoBarriers(await lookAt(nina, 'an invitation'))
    await setOwnPassword(nina, 'zu kurz')
    await nina.page.getByText('Das Passwort braucht mindestens 12 Zeichen.').waitFor()
    await setOwnPassword(nina, account.password)
    const recoveryKey = await keepRecoveryKey(nina)
    expect(nina.page.url()).not.toContain('#')
    await using curious = await openPersonOn(await openDevice(browser), nord, account, link)
    await curious.page.getByRole('heading', { name: 'Dieser Link gilt nicht mehr' }).waitFor(patience)
    await (await findInDirectory(emil, name)).getByText('Oberärztin').waitFor(patience)

    await page.getByLabel('Personen suchen').fill(localpart)
    await page.getByText('1 Konto', { exact: true }).waitFor(patience)
    const newName = `Prof. ${name}`
    await chooseFor(admin, name, 'Name und Eintrag ändern')
    await page.getByLabel('Name, wie andere ihn lesen').fill(newName)
    await page.getByRole('button', { name: 'Speichern' }).click()
    await page.getByRole('heading', { name: newName }).waitFor(patience)

    const inList = page.getByRole('listitem').filter({ hasText: newName })
    await chooseFor(admin, newName, 'Administration geben')
    await page.getByRole('dialog').getByRole('button', { name: 'Administration geben' }).click()
    await page.getByLabel('Ihr Passwort').fill('nicht mein Passwort')
    await page.keyboard.press('Enter')
    await page.getByText('Das Passwort stimmt nicht.').waitFor(patience)
    expectNoBarriers(await lookAt(admin, 'confirm who it is'))
    await confirmWithPassword(admin)
    await inList.getByText('Administration', { exact: true }).waitFor(patience)
    await administration(nina).waitFor()
    await chooseFor(admin, newName, 'Administration entziehen')
    await page.getByRole('dialog').getByRole('button', { name: 'Administration entziehen' }).click()
    await inList.getByText('Administration', { exact: true }).waitFor({ state: 'detached', ...patience })
    await administration(nina).waitFor({ state: 'detached' })

    // A role and its pages, as long as somebody has it.
    const roles = page.getByRole('dialog', { name: `Rollen von ${newName}` })
    await chooseFor(admin, newName, 'Rollen …')
    await roles.getByRole('checkbox', { name: 'Betrieb' }).check()
    await roles.getByRole('checkbox', { name: department }).check()
    expectNoBarriers(await lookAt(admin, 'roles of a person'))
    await roles.getByRole('button', { name: 'Übernehmen' }).click()
    await inList.getByText('Betrieb', { exact: true }).waitFor(patience)
    await administration(nina).click()
    const pages = nina.page.getByRole('navigation', { name: 'Verwaltung' }).getByRole('link')
    await expect.poll(() => pages.count()).toBe(4)
    await chooseFor(admin, newName, 'Rollen …')
    await roles.getByRole('checkbox', { name: 'Betrieb' }).uncheck()
    await roles.getByRole('checkbox', { name: department }).uncheck()
    await roles.getByRole('button', { name: 'Übernehmen' }).click()
    await administration(nina).waitFor({ state: 'detached' })

    // Into a department, whose conversation comes with it, and out again.
    await goTo(nina, 'Nachrichten')
    const conversation = nina.page.getByRole('link', { name: new RegExp(department) })
    await openPage(admin, 'Abteilungen')
    await page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: department, exact: true }) })
      .getByRole('button', { name: 'Mitglieder' })
      .click()
    const members = page.getByRole('dialog', { name: `Mitglieder von ${department}` })
    await members.getByLabel('Name oder Fachgebiet').fill(newName)
    const one = members.getByRole('listitem').filter({ hasText: newName })
    await one.getByRole('button', { name: 'Aufnehmen' }).click()
    await one.getByText('Mitglied', { exact: true }).waitFor()
    expectNoBarriers(await lookAt(admin, 'members of a department'))
    await conversation.waitFor(patience)
    await one.getByRole('button', { name: 'Herausnehmen' }).click()
    await one.getByRole('button', { name: 'Aufnehmen' }).waitFor()
    await conversation.waitFor({ state: 'detached', ...patience })
    await page.keyboard.press('Escape')
    await members.waitFor({ state: 'detached' })

    // Whoever does not want to be found by partners is not, and is again.
    await story('accounts, found or not', [nina], async () => {
      const found = nina.page.getByRole('checkbox', { name: 'Partnerkliniken finden mich im Verzeichnis' })
      const ownEntry = /\/api\/directory\/me$/
      await nina.page.route(ownEntry, (route) => route.abort())
      await openAddress(nina, '/settings/reach')
      const tryAgain = nina.page.getByRole('button', { name: 'Erneut versuchen' })
      await tryAgain.waitFor(patience)
      await nina.page.unroute(ownEntry)
      await tryAgain.click()
      await found.uncheck()
      await expect.poll(() => found.isEnabled()).toBe(true)
      expectNoBarriers(await lookAt(nina, 'found by partners or not'))
      const searched = emil.page.getByLabel('Name, Fachgebiet oder Abteilung')
      await searched.fill('')
      await searched.fill(newName)
      await emil.page.getByText('Niemand gefunden').waitFor(patience)
      expect(await emil.page.getByRole('heading', { name: newName, exact: true }).count()).toBe(0)
      await found.check()
      await expect.poll(() => found.isEnabled()).toBe(true)
      await searched.fill('')
      await (await findInDirectory(emil, newName)).waitFor(patience)
    })

    await openPage(admin, 'Personen')
    await page.getByLabel('Personen suchen').fill(localpart)
    await page.getByText('1 Konto', { exact: true }).waitFor(patience)
    await chooseFor(admin, newName, 'Neuer Zugang')
    await page.getByRole('radio', { name: /^Mit einem Passwort/ }).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Zugang erneuern' }).click()
    const password = await takePassword(admin)
    await nina.page.getByText('Sie wurden abgemeldet').waitFor(patience)
    await using again = await openPerson(browser, nord, { ...account, password })
    await signInAgain(again, recoveryKey)
    await (await findInDirectory(emil, newName)).waitFor(patience)

    await chooseFor(admin, newName, 'Konto stilllegen')
    await page.getByRole('dialog').getByRole('button', { name: 'Endgültig stilllegen' }).click()
    await inList.getByText('Stillgelegt').waitFor(patience)
    await again.page.getByText('Sie wurden abgemeldet').waitFor(patience)
    await using late = await openPerson(browser, nord, { ...account, password })
    await typeCredentials(late)
    await late.page.getByText('Benutzername oder Passwort ist falsch').waitFor(patience)
    const search = emil.page.getByLabel('Name, Fachgebiet oder Abteilung')
    await search.fill('')
    await search.fill(newName)
    await emil.page.getByRole('heading', { name: newName, exact: true }).waitFor({ state: 'detached', ...patience })
  })
})

test('an admin takes people over from a file: tried out first, reported line by line, and nothing the second time', async () => {
  const { nord } = clinics
  const mark = randomBytes(3).toString('hex')
  const header = 'Name;Benutzername;Funktion;Fachgebiet;Abteilung'
  const joerg = `Dr. Jörg ${mark};;Oberarzt;Anästhesie;Radiologie`
  await using admin = await openPerson(browser, nord, await nord.newPerson({ name: 'Ada Personal', role: 'admin' }))
  await story('import of people', [admin], async () => {
    await signInFirst(admin)
    await openPage(admin, 'Personen')
    const { page } = admin
    await page.getByRole('button', { name: 'Aus Datei' }).click()
    const dialog = page.getByRole('dialog', { name: 'Personen aus einer Datei' })
    await dialog.getByRole('button', { name: 'Datei wählen' }).waitFor(patience)
    await chooseFile(admin, [header, joerg, `Ina ${mark};;;;Nirgends`])
    await dialog.getByText('1 mit Fehler, 1 neu').waitFor(patience)
    await dialog.getByText('Diese Abteilung gibt es nicht: „Nirgends“').waitFor()
    expectNoBarriers(await lookAt(admin, 'file of people with a fault'))
    await chooseFile(admin, [header, joerg, `Ina ${mark};ina.${mark};;;`])
    await dialog.getByRole('button', { name: '2 Personen übernehmen' }).click(patience)
    await dialog.getByText('2 angelegt').waitFor(patience)
    expectNoBarriers(await lookAt(admin, 'file of people taken over'))
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Bericht mit Links speichern' }).click(),
    ])
    const report = await readFile(await download.path(), 'utf8')
    const link =
      report
        .split('\r\n')
        .find((line) => line.includes(`Jörg ${mark}`))
        ?.split(';')
        .at(-1) ?? ''
    await dialog.getByRole('button', { name: 'Fertig' }).click()
    await page.getByLabel('Personen suchen').fill(mark)
    await page.getByText('2 Konten', { exact: true }).waitFor(patience)
    expect(await page.getByText('Noch nie angemeldet').count()).toBe(2)
    await page.getByLabel('Stillgelegt').check()
    await page.getByText('Niemand gefunden').waitFor(patience)
    await page.getByLabel('Alle', { exact: true }).check()
    await page.getByText('2 Konten', { exact: true }).waitFor(patience)

    const account = nord.person('jana')
    await using invited = await openPersonOn(await openDevice(browser), nord, account, link)
    await invited.page.getByRole('heading', { name: `Guten Tag, Dr. Jörg ${mark}` }).waitFor(patience)

    await page.getByRole('button', { name: 'Aus Datei' }).click()
    await dialog.getByRole('button', { name: 'Datei wählen' }).waitFor(patience)
    await chooseFile(admin, [header, joerg, `Ina ${mark};ina.${mark};;;`])
    await dialog.getByText('Es gibt nichts zu tun').waitFor(patience)
    // What was pressed is gone by now; the focus is not.
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })
})
