import { randomBytes } from 'node:crypto'
import type { Browser, Locator } from 'playwright-core'
import type { Look } from '../browser.ts'
import { askService } from '../clinics/open-clinics.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'
import { somebodyAt } from '../services/somebody.ts'
import { findInDirectory } from './directory.ts'
import { goTo, openPerson, type Person } from './person.ts'

export type Ward = { id: string; name: string; clinic: TestClinic }

/** A department that no other test knows. */
export const newWard = async (clinic: TestClinic): Promise<Ward> => {
  const suffix = randomBytes(3).toString('hex')
  const [id, name] = [`station-${suffix}`, `Kardiologie ${suffix}`]
  const admin = await somebodyAt(clinic, { role: 'admin' })
  await askService(clinic, admin, 'PUT', '/api/directory/services', {
    id,
    name,
    specialty: 'cardiology',
    phone: '4711',
  })
  return { id, name, clinic }
}

export const newColleague = async (
  browser: Browser,
  { id, clinic }: Ward,
  name: string,
  look?: Look,
): Promise<Person> =>
  openPerson(
    browser,
    clinic,
    await clinic.newPerson({
      name,
      title: 'Facharzt',
      role: 'specialist',
      specialty: 'cardiology',
      serviceId: id,
    }),
    look,
  )

export const beginDuty = async (person: Person): Promise<void> => {
  await goTo(person, 'Dienst')
  await person.page.getByRole('button', { name: 'Dienst beginnen' }).click()
  await person.page.getByRole('button', { name: 'Dienst beenden' }).waitFor()
}

/** Opens what is open at the end of a shift. */
export const openEndOfDuty = async (person: Person): Promise<Locator> => {
  await goTo(person, 'Dienst')
  await person.page.getByRole('button', { name: 'Dienst beenden' }).click()
  return person.page.getByRole('dialog', { name: 'Dienst beenden' })
}

/** From the directory to the conversation. */
export const writeToDuty = async (person: Person, { name }: Ward): Promise<void> => {
  const { page } = person
  const entry = await findInDirectory(person, name)
  await entry.getByRole('button', { name: 'An den Dienst schreiben' }).click()
  await page.getByLabel('Nachricht schreiben').waitFor()
}

/** From the list of conversations: by who asked, as those on duty find it, or by the role. */
export const openDutyOf = async (person: Person, name: string): Promise<void> => {
  await goTo(person, 'Nachrichten')
  await person.page
    .getByRole('link', { name: new RegExp(`${name} →|${name}`) })
    .first()
    .click()
  await person.page.getByLabel('Nachricht schreiben').waitFor()
}
