import { randomBytes } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { openPage } from '../people/administration.ts'
import { findInDirectory } from '../people/directory.ts'
import { newCardiologist } from '../people/doctors.ts'
import { openPerson, type Person, signInAgain, signInFirst, typeCredentials } from '../people/person.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

const patience = { timeout: 60_000 }
const localpart = `nina.neu${randomBytes(3).toString('hex')}`
const name = `Dr. Nina ${localpart.slice('nina.'.length)}`

/** Reads the password that is shown once, and closes its dialog. */
const takePassword = async ({ page }: Person): Promise<string> => {
  const shown = page.getByTestId('once-password')
  await shown.waitFor()
  const password = (await shown.textContent()) ?? ''
  await page.getByRole('button', { name: 'Fertig' }).click()
  await shown.waitFor({ state: 'detached' })
  return password
}

const moveAccount = async ({ page }: Person, item: string, confirm: string): Promise<void> => {
  await page.getByRole('button', { name: `Konto von ${name}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').getByRole('button', { name: confirm }).click()
}

test('an admin adds somebody, who can work at once; gives a new password; and closes the account, which ends everything', async () => {
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
    expectNoBarriers(await lookAt(admin, 'password shown once'))
    const userId = `@${localpart}:${nord.serverName}`
    const entry = { title: 'Oberärztin', role: 'physician', specialty: 'general-medicine', serviceId: null } as const
    const account = { ...entry, localpart, name, userId, tier: null, password: await takePassword(admin) }

    await using nina = await openPerson(browser, nord, account)
    const { recoveryKey } = await signInFirst(nina)
    await (await findInDirectory(emil, name)).getByText('Oberärztin').waitFor(patience)

    await page.getByLabel('Personen suchen').fill(localpart)
    await page.getByText('1 Konto', { exact: true }).waitFor(patience)
    await moveAccount(admin, 'Neues Passwort', 'Neues Passwort vergeben')
    const password = await takePassword(admin)
    await nina.page.getByText('Sie wurden abgemeldet').waitFor(patience)
    await using again = await openPerson(browser, nord, { ...account, password })
    await signInAgain(again, recoveryKey)

    await moveAccount(admin, 'Konto stilllegen', 'Endgültig stilllegen')
    await page.getByRole('listitem').filter({ hasText: name }).getByText('Stillgelegt').waitFor(patience)
    await again.page.getByText('Sie wurden abgemeldet').waitFor(patience)
    await using late = await openPerson(browser, nord, { ...account, password })
    await typeCredentials(late)
    await late.page.getByText('Benutzername oder Passwort ist falsch').waitFor(patience)
    const search = emil.page.getByLabel('Name, Fachgebiet oder Abteilung')
    await search.fill('')
    await search.fill(name)
    await emil.page.getByRole('heading', { name, exact: true }).waitFor({ state: 'detached', ...patience })
  })
})
