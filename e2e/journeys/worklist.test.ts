import { expect, test } from 'vitest'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import { newPhysician } from '../people/doctors.ts'
import { goTo, signInFirst } from '../people/person.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { askConsult, newRequest } from '../services/consult-api.ts'
import { newDepartment } from '../services/department.ts'
import { addPastConsults } from '../services/many-consults.ts'
import { signedIn } from '../services/somebody.ts'

const stage = setStage()

const count = 320
const last = (count - 1).toString(16).toUpperCase().padStart(4, '0')

test('years of consults are gone through by keys and searched, and only a part of them is drawn', async () => {
  const { nord, sued } = stage.clinics
  await using ida = await newPhysician(stage.browser, nord, 'Dr. Ida Jahre')
  const { page } = ida
  await story('worklist', [ida], async () => {
    await signInFirst(ida)
    const [requester, consultant] = [ida.userId, `@emil:${sued.serverName}`] as [UserId, UserId]
    addPastConsults(nord, { requester, consultant, serverName: sued.serverName as ServerName }, count)
    await goTo(ida, 'Konsile')
    const department = await newDepartment(sued, ['first'])
    await askConsult(await signedIn(nord, ida.account), newRequest(department))
    await page.getByRole('heading', { name: `Abgeschlossen und vergeben ${count}` }).waitFor()
    const entries = page.getByRole('listitem').getByRole('link', { name: /Konsil [0-9A-F]{4}/ })
    const named = (label: string) => entries.filter({ hasText: `Konsil ${label}` })
    // One list to whoever reads it, though it has parts.
    const waiting = page.getByRole('region', { name: /^In Erwartung/ }).getByRole('link')
    await waiting.focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => named('0000').evaluate((entry) => entry === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => waiting.evaluate((entry) => entry === document.activeElement)).toBe(true)
    await named('0000').focus()
    // Further pages come while one goes on.
    await expect
      .poll(async () => {
        await page.keyboard.press('End')
        return page.evaluate(() => document.activeElement?.textContent)
      })
      .toContain(`Konsil ${last}`)
    expect(await entries.count()).toBeLessThan(count)

    await page.getByRole('searchbox', { name: 'Konsile durchsuchen' }).fill(`Kardio ${last}`)
    await page.getByText('Nichts gefunden').waitFor()
    await page.getByRole('button', { name: 'Alle zeigen' }).click()

    // Narrowed to a priority, and to a part of the list: what is left is counted by the service.
    await page.getByLabel('Dringlichkeit').selectOption({ label: 'Notfall' })
    await page.getByRole('heading', { name: `Abgeschlossen und vergeben ${count / 5}` }).waitFor()
    await page.getByLabel('Welche Konsile').selectOption({ label: 'Rückfragen' })
    await page.getByText('Nichts gefunden').waitFor()
    await page.getByRole('button', { name: 'Alle zeigen' }).click()
    await page.getByRole('heading', { name: `Abgeschlossen und vergeben ${count}` }).waitFor()
    await page.getByRole('searchbox', { name: 'Konsile durchsuchen' }).fill(`Neuro Süd ${last}`)
    await named(last).click()
    await page.getByText('Anfrage und Befund sind nicht mehr auf diesem Gerät').waitFor()
    await page.getByRole('region', { name: 'Verlauf' }).getByText('hat das Konsil angefordert').waitFor()
  })
})
