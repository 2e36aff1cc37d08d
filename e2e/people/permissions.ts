import type { Locator } from 'playwright-core'
import { findInDirectory } from './directory.ts'
import type { Person } from './person.ts'
import { openAddress } from './views.ts'

/** Of the open conversation. */
export const showMembers = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Beteiligte' }).click()
}

/** The settings about who may write. */
export const openPermissions = async (person: Person): Promise<void> => {
  await openAddress(person, '/settings/reach')
  await person.page.getByRole('group', { name: 'Wer darf Ihnen schreiben?' }).waitFor()
}

export const setPermission = async ({ page }: Person, setting: 'Alle' | 'Niemand'): Promise<void> => {
  await page.getByRole('radio', { name: new RegExp(`^${setting}`) }).check()
}

export const exceptClinic = async ({ page }: Person, label: string, clinic: string): Promise<void> => {
  await page.getByLabel(label).selectOption({ label: clinic })
}

/** Who is on the list of exceptions. */
export const exception = ({ page }: Person, name: string): Locator =>
  page.getByRole('button', { name: `${name} von der Liste nehmen` })

export const exceptPerson = async (person: Person, label: string, name: string): Promise<void> => {
  const { page } = person
  await page.getByLabel(label).fill(name)
  await page.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Zulassen' }).click()
  await exception(person, name).waitFor()
}

/** Tries to write to somebody by the directory; gives the reason when it is refused. */
export const tryToWriteTo = async (person: Person, name: string): Promise<Locator> => {
  const entry = await findInDirectory(person, name)
  await entry.getByRole('button', { name: 'Nachricht schreiben' }).click()
  return person.page.getByText('Diese Person nimmt keine Nachrichten von Ihnen an')
}
