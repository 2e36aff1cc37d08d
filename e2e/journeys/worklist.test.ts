import { randomBytes } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { newPhysician } from '../people/doctors.ts'
import { goTo, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { addPastConsults } from '../services/many-consults.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

const count = 320
const last = (count - 1).toString(16).toUpperCase().padStart(4, '0')

test('years of consults are gone through by keys and searched, and only a part of them is drawn', async () => {
  const { nord, sued } = clinics
  await using ida = await newPhysician(browser, nord, `Dr. Ida Jahre-${randomBytes(2).toString('hex')}`)
  const { page } = ida
  await story('worklist', [ida], async () => {
    await signInFirst(ida)
    const [requester, consultant] = [ida.userId, `@emil:${sued.serverName}`] as [UserId, UserId]
    addPastConsults(nord, { requester, consultant, serverName: sued.serverName as ServerName }, count)
    await goTo(ida, 'Konsile')
    await page.getByRole('heading', { name: `Abgeschlossen und vergeben ${count}` }).waitFor()
    const entries = page.getByRole('listitem').getByRole('link', { name: /Konsil [0-9A-F]{4}/ })
    const named = (label: string) => entries.filter({ hasText: `Konsil ${label}` })
    await named('0000').focus()
    await expect
      .poll(
        async () => {
          await page.keyboard.press('End')
          return named(last).count()
        },
        { timeout: 30_000 },
      )
      .toBe(1)
    expect(await named(last).evaluate((entry) => entry === document.activeElement)).toBe(true)
    expect(await entries.count()).toBeLessThan(count)

    await page.getByRole('searchbox', { name: 'Konsile durchsuchen' }).fill(`Kardio ${last}`)
    await page.getByText('Nichts gefunden').waitFor()
    await page.getByRole('searchbox', { name: 'Konsile durchsuchen' }).fill(`Neuro Süd ${last}`)
    await named(last).click()
    await page.getByText('Anfrage und Befund sind nicht mehr auf diesem Gerät').waitFor()
    await page.getByRole('region', { name: 'Verlauf' }).getByText('hat das Konsil angefordert').waitFor()
  })
})
