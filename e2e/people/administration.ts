import type { Locator } from 'playwright-core'
import { goTo, type Person } from './person.ts'

export const openPage = async (
  person: Person,
  name: 'Personen' | 'Abteilungen' | 'Funktionen' | 'Räume' | 'Betrieb' | 'Partnerkliniken' | 'Protokoll',
): Promise<void> => {
  await goTo(person, 'Verwaltung')
  await person.page.getByRole('navigation', { name: 'Verwaltung' }).getByRole('link', { name }).click()
}

export const partnerEntry = ({ page }: Person, name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) })

/** What is grave asks once more who it is. */
export const confirmWithPassword = async ({ page, account }: Person): Promise<void> => {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('group', { name: 'Bitte bestätigen Sie, dass Sie es sind' }).waitFor()
  await dialog.getByLabel('Ihr Passwort').fill(account.password)
  await page.keyboard.press('Enter')
}

/** Presses the move of a partnership and confirms what it means. */
export const movePartner = async (
  person: Person,
  name: string,
  move: 'Aussetzen' | 'Wieder zulassen' | 'Beenden' | 'Annehmen',
): Promise<void> => {
  await partnerEntry(person, name).getByRole('button', { name: move }).click()
  const dialog = person.page.getByRole('dialog')
  await dialog.getByRole('button', { name: move }).click()
  if (move === 'Beenden') await confirmWithPassword(person)
  await dialog.waitFor({ state: 'hidden' })
}

/** Tests the way to a clinic, and finds every step in order. */
export const testConnectionTo = async (person: Person, name: string): Promise<void> => {
  await partnerEntry(person, name).getByRole('button', { name: 'Verbindung testen' }).click()
  const dialog = person.page.getByRole('dialog')
  await dialog.getByText('Alle Schritte sind in Ordnung.').waitFor()
  await dialog.getByRole('button', { name: 'Schließen' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Asks a clinic by its domain to become a partner. */
export const proposeTo = async ({ page }: Person, serverName: string): Promise<void> => {
  await page.getByRole('button', { name: 'Partnerschaft anbieten' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(serverName)
  await dialog.getByRole('button', { name: 'Partnerschaft anbieten' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Of the page of features: one of the clinic's. */
export const featureCard = ({ page }: Person, name: string): Locator =>
  page.getByRole('listitem', { name, exact: true })

/** Switches a feature of the clinic, as the dialog asks once more. */
export const switchFeature = async (person: Person, name: string, to: 'Abschalten' | 'Einschalten'): Promise<void> => {
  await featureCard(person, name).getByRole('button', { name: to }).click()
  const dialog = person.page.getByRole('dialog')
  await dialog.getByRole('button', { name: to }).click()
  await dialog.waitFor({ state: 'hidden' })
}
