import type { Locator } from 'playwright-core'
import { goTo, type Person } from './person.ts'

/** From the messages; the people are found in the directory of all clinics. */
export const openGroup = async (person: Person, name: string, people: readonly string[]): Promise<void> => {
  const { page } = person
  await goTo(person, 'Nachrichten')
  await page.getByRole('button', { name: 'Neue Gruppe' }).click()
  const dialog = page.getByRole('dialog', { name: 'Neue Gruppe' })
  await dialog.getByLabel('Name der Gruppe').fill(name)
  for (const one of people) {
    await dialog.getByLabel('Personen suchen').fill(one)
    await dialog.getByRole('listitem').filter({ hasText: one }).getByRole('button', { name: 'Auswählen' }).click()
  }
  await dialog.getByRole('button', { name: 'Gruppe eröffnen' }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

/** A conversation as it stands in the list. */
export const entry = ({ page }: Person, name: string): Locator =>
  page
    .getByRole('region', { name: 'Nachrichten' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name }) })

export type Filter =
  | 'Alle'
  | 'Ungelesen'
  | 'Dringend'
  | 'Personen'
  | 'Gruppen'
  | 'Archiv'
  | 'Konsile'
  /** The space of the own clinic. */
  | 'Klinikum Süd'

export const showOnly = async ({ page }: Person, filter: Filter): Promise<void> => {
  await page.getByRole('radio', { name: filter }).check()
}

/** By the menu that the pointer brings up. */
export const setFor = async (person: Person, name: string, action: string): Promise<void> => {
  const at = entry(person, name)
  await at.hover()
  await at.getByRole('button', { name: 'Aktionen für diese Konversation' }).click()
  const { page } = person
  await page
    .getByRole('menuitem', { name: action, exact: true })
    .or(page.getByRole('menuitemcheckbox', { name: action, exact: true }))
    .click()
}

export const openPeople = async ({ page }: Person): Promise<Locator> => {
  await page.getByRole('button', { name: 'Beteiligte' }).click()
  return page.getByRole('complementary', { name: 'Beteiligte' })
}

/** As it stands in the open panel. */
export const memberEntry = ({ page }: Person, name: string): Locator =>
  page.getByRole('complementary', { name: 'Beteiligte' }).getByRole('listitem').filter({ hasText: name })
