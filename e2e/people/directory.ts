import type { Locator } from 'playwright-core'
import { goTo, type Person } from './person.ts'

/** Types into the open directory; gives the entry of a person or department, once what is there answers what was typed. */
export const typeInDirectory = async ({ page }: Person, name: string): Promise<Locator> => {
  await page.getByLabel('Name, Fachgebiet oder Abteilung').fill(name)
  const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })
  await page.locator('section[aria-busy="false"]').filter({ has: entry }).waitFor()
  return entry
}

/** Finds somebody or a department in the directory of both clinics. */
export const findInDirectory = async (person: Person, name: string): Promise<Locator> => {
  await goTo(person, 'Verzeichnis')
  return typeInDirectory(person, name)
}
