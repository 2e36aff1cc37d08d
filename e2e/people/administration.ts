import type { Locator } from 'playwright-core'
import { goTo, type Person } from './person.ts'
import { expectNoBarriers, lookAt } from './views.ts'

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

/** Says on the clinic's card how one telephones there. */
export const writeCard = async (
  { page }: Person,
  contact: 'Administration' | 'Technik' | 'Datenschutz',
  phone: string,
): Promise<void> => {
  await page.getByRole('button', { name: 'Karte bearbeiten' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('group', { name: contact, exact: true }).getByLabel('Telefon').fill(phone)
  await dialog.getByRole('button', { name: 'Speichern' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('region', { name: 'Unsere Klinikkarte' }).getByText(phone).waitFor()
}

/** Accepts a clinic that has said on its card how one telephones there. */
export const acceptAfterReadingCard = async (person: Person, name: string, phone: string): Promise<void> => {
  await partnerEntry(person, name).getByRole('button', { name: 'Annehmen' }).click()
  const dialog = person.page.getByRole('dialog')
  await dialog.getByText(phone).waitFor()
  expectNoBarriers(await lookAt(person, 'card of a clinic that offers a partnership'))
  await dialog.getByRole('button', { name: 'Annehmen' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Is told that a clinic's card is no longer what was agreed to, sees both, and takes the new one. */
export const takeChangedCard = async (
  person: Person,
  name: string,
  [before, now]: readonly [before: string, now: string],
): Promise<void> => {
  const entry = partnerEntry(person, name)
  await entry.getByText('Klinikkarte geändert: Kontakte').waitFor({ timeout: 60_000 })
  await entry.getByRole('button', { name: 'Ansehen' }).click()
  const dialog = person.page.getByRole('dialog')
  await dialog.getByRole('region', { name: 'Bisher' }).getByText(before).waitFor()
  await dialog.getByRole('region', { name: 'Jetzt' }).getByText(now).waitFor()
  expectNoBarriers(await lookAt(person, 'changed card of a partner'))
  await dialog.getByRole('button', { name: 'Neue Karte übernehmen' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await entry.getByText('Klinikkarte geändert: Kontakte').waitFor({ state: 'detached' })
}

/** Tests the way to a clinic, and finds every step in order. */
export const testConnectionTo = async (person: Person, name: string): Promise<void> => {
  await partnerEntry(person, name).getByRole('button', { name: 'Verbindung testen' }).click()
  const dialog = person.page.getByRole('dialog')
  await dialog.getByText('Alle Schritte sind in Ordnung.').waitFor()
  await dialog.getByRole('button', { name: 'Schließen' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Finds a clinic by its domain, sees who that is, and asks it to become a partner. */
export const proposeTo = async ({ page }: Person, serverName: string): Promise<void> => {
  await page.getByRole('button', { name: 'Partnerschaft anbieten' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(serverName)
  await dialog.getByRole('button', { name: 'Klinik suchen' }).click()
  await dialog.getByText('Vergleichen Sie diesen Fingerabdruck').waitFor()
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
