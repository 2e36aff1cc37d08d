import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { noRoles } from '#shared/auth/roles.ts'
import { askService } from '../clinics/open-clinics.ts'
import { openPage } from '../people/administration.ts'
import { savedBy } from '../people/downloads.ts'
import { openPerson, type Person, signInFirst } from '../people/person.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, glanceAt, lookAt } from '../people/views.ts'
import { newMeasuredDepartment } from '../services/measured-department.ts'
import { confirmed, somebodyAt } from '../services/somebody.ts'

const stage = setStage()

/** The lines of the table that the browser saves. */
const savedLines = async (person: Person, which: 'first' | 'last'): Promise<string[]> => {
  const button = person.page.getByRole('button', { name: 'CSV speichern' })[which]()
  const { bytes } = await savedBy(person, () => button.click())
  return bytes.toString().trim().split('\r\n')
}

test('an admin sees that every part works, what happened day by day, and takes it along as a table', {
  // Views in four looks: a machine with other work needs its time.
  timeout: 480_000,
}, async () => {
  const { browser, clinics } = stage
  const account = await clinics.nord.newPerson({ name: 'Ada Betrieb', role: 'admin' })
  await using ada = await openPerson(browser, clinics.nord, account)
  await story('operation', [ada], async () => {
    const [{ id }] = await Promise.all([newMeasuredDepartment(clinics), signInFirst(ada)])
    await openPage(ada, 'Betrieb')
    await ada.page.getByText('Alle Teile arbeiten.').waitFor()
    await ada.page.getByRole('region', { name: 'Wege zu Partnerkliniken' }).getByText('Klinikum Süd').waitFor()
    await ada.page.getByText('Nachrichten gehen ohne Rückstand hinaus').waitFor()
    // How soon each department accepts and answers, and how often its time ran out.
    const measured = ada.page
      .getByRole('row')
      .filter({ has: ada.page.getByRole('rowheader', { name: `Station ${id}` }) })
    const cells = async () => (await measured.getByRole('cell').allInnerTexts()).map((text) => text.replace(/\s/g, ' '))
    await expect.poll(cells).toEqual(['3', '1', '1', '0', '9 Min.', '42 Min.', '1'])
    await measured.scrollIntoViewIfNeeded()
    await ada.picture('consults by department')
    const found = await lookAt(ada, 'operation')
    const byDepartment = await savedLines(ada, 'last')
    expect(byDepartment[0]).toBe(
      'Abteilung;Angefragt;Beantwortet;Abgelehnt;Nicht übernommen;Übernahme üblich nach (min);Antwort üblich nach (min);Fristen verstrichen',
    )
    expect(byDepartment).toContain(`Station ${id};3;1;1;0;9;42;1`)

    await ada.page.getByLabel('Zeitraum').selectOption('7')
    await ada.page.getByText('Letzte 7 Tage').first().waitFor()
    await ada.page.getByText('Als Tabelle', { exact: true }).click()
    await ada.page.getByRole('columnheader', { name: 'Konsile an diese Klinik' }).waitFor()
    const lines = await savedLines(ada, 'first')
    expect([lines.length, lines[0]]).toEqual([
      8,
      'Tag;Gespräche;Teilnahmen;Konsile an diese Klinik;Von ihr beantwortet;Fristen verstrichen',
    ])

    // From elsewhere, which the clinic's web address is, nobody reads the numbers for Prometheus.
    expect((await fetch(`${clinics.nord.reachableUrl}/metrics`)).status).toBe(403)
    expectNoBarriers(found)
  })
})

test('whoever leads a department sees how soon it answers, and an operator how the node is, each without the rest', async () => {
  const { browser, clinics } = stage
  const { nord } = clinics
  const [{ id }, admin, account] = await Promise.all([
    newMeasuredDepartment(clinics),
    somebodyAt(nord, { role: 'admin' }).then(confirmed),
    nord.newPerson({ name: `Dr. Lea Leitend-${randomBytes(3).toString('hex')}`, serviceId: 'notaufnahme' }),
  ])
  const give = (roles: object) =>
    askService(nord, admin, 'PUT', '/api/admin/people/roles', { userId: account.userId, ...noRoles, ...roles })
  await give({ isOperator: true })
  await using lea = await openPerson(browser, nord, account)
  const { page } = lea
  await story('roles of administration', [lea], async () => {
    await signInFirst(lea)
    const pages = () => page.getByRole('navigation', { name: 'Verwaltung' }).getByRole('link').allInnerTexts()
    await openPage(lea, 'Betrieb')
    await page.getByText('Alle Teile arbeiten.').waitFor()
    await page.getByText('Letzte 30 Tage').first().waitFor()
    expect(await pages()).toEqual(['Partnerkliniken', 'Dateien', 'Betrieb'])
    // Nothing is asked for that is refused.
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await page.getByText('Konsile nach Abteilung').count()).toBe(0)

    await give({ leads: [id] })
    await page.reload()
    await openPage(lea, 'Abteilungen')
    const department = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: `Station ${id}` }) })
    for (const said of [
      '3 Konsile',
      'Übernahme üblich nach 9 Min.',
      'Antwort üblich nach 42 Min.',
      '1 beantwortet',
      '1 abgelehnt',
      '1 Frist verstrichen',
    ])
      await department.getByText(said, { exact: true }).waitFor()
    expect(await page.getByRole('main').getByRole('heading', { level: 2 }).count()).toBe(1)
    expect(await pages()).toEqual(['Abteilungen'])

    // Who leads it takes people in and lets them go, one who is of another department excepted.
    const { userId, name, title, specialty } = await nord.newPerson({ name: `Dr. Frei ${id}` })
    await askService(nord, admin, 'PUT', '/api/directory/people', { userId, name, title, specialty, serviceId: null })
    await department.getByRole('button', { name: 'Mitglieder' }).click()
    const members = page.getByRole('dialog', { name: `Mitglieder von Station ${id}` })
    await members.getByLabel('Name oder Fachgebiet').fill(name)
    const entry = members.getByRole('listitem').filter({ hasText: name })
    await entry.getByRole('button', { name: 'Aufnehmen' }).click()
    await entry.getByRole('button', { name: 'Herausnehmen' }).waitFor()
    await entry.getByText('Mitglied', { exact: true }).waitFor()
    expectNoBarriers(await glanceAt(lea, 'members of a department'))
    await members.getByLabel('Name oder Fachgebiet').fill(account.name)
    await members
      .getByRole('listitem')
      .filter({ hasText: account.name })
      .getByText('In einer anderen Abteilung')
      .waitFor()
    await expect.poll(() => members.getByRole('button', { name: /Aufnehmen|Herausnehmen/ }).count()).toBe(0)
  })
})
