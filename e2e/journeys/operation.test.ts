import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openPage } from '../people/administration.ts'
import { openPerson, signInFirst } from '../people/person.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

const stage = setStage()

test('an admin sees that every part works, what happened day by day, and takes it along as a table', {
  // Views in four looks: a machine with other work needs its time.
  timeout: 480_000,
}, async () => {
  const { browser, clinics } = stage
  const account = await clinics.nord.newPerson({ name: 'Ada Betrieb', role: 'admin' })
  await using ada = await openPerson(browser, clinics.nord, account)
  await story('operation', [ada], async () => {
    await signInFirst(ada)
    await openPage(ada, 'Betrieb')
    await ada.page.getByText('Alle Teile arbeiten.').waitFor()
    await ada.page.getByRole('region', { name: 'Wege zu Partnerkliniken' }).getByText('Klinikum Süd').waitFor()
    await ada.page.getByText('Nachrichten gehen ohne Rückstand hinaus').waitFor()
    await ada.page.getByRole('rowheader', { name: 'Kardiologie' }).or(ada.page.getByRole('rowheader')).first().waitFor()
    const found = await lookAt(ada, 'operation')

    await ada.page.getByLabel('Zeitraum').selectOption('7')
    await ada.page.getByText('Letzte 7 Tage').first().waitFor()
    await ada.page.getByText('Als Tabelle', { exact: true }).click()
    await ada.page.getByRole('columnheader', { name: 'Konsile angefragt' }).waitFor()
    const saved = ada.page.waitForEvent('download')
    await ada.page.getByRole('button', { name: 'CSV speichern' }).first().click()
    const lines = (await readFile(await (await saved).path(), 'utf8')).trim().split('\r\n')
    expect([lines.length, lines[0]]).toEqual([
      8,
      'Tag;Gespräche;Teilnahmen;Konsile angefragt;Konsile beantwortet;Fristen verstrichen',
    ])

    // From elsewhere, which the clinic's web address is, nobody reads the numbers for Prometheus.
    expect((await fetch(`${clinics.nord.reachableUrl}/metrics`)).status).toBe(403)
    expectNoBarriers(found)
  })
})
