import type { Locator } from 'playwright-core'
import { sendChosen } from './attachments.ts'
import { savedBy } from './downloads.ts'
import type { Person } from './person.ts'

type File = { name: string; mimeType: string; bytes: Buffer }

/** Of a consult: its files. */
export const panel = ({ page }: Person): Locator => page.getByRole('region', { name: 'Fallakte' })

export const attachFile = async (person: Person, { name, mimeType, bytes }: File): Promise<void> => {
  await panel(person).locator('input[type="file"]').first().setInputFiles({ name, mimeType, buffer: bytes })
  await sendChosen(person)
}

/** Files on the disk, which may be larger than memory; they are looked at once more before they are sent. */
export const chooseToSend = (person: Person, path: string | string[]): Promise<void> =>
  panel(person).locator('input[type="file"]').first().setInputFiles(path)

export const fileEntry = (person: Person, name: string | RegExp): Locator =>
  panel(person).getByRole('listitem').filter({ hasText: name })

export const openFile = async (person: Person, name: string | RegExp): Promise<Locator> => {
  await fileEntry(person, name).getByRole('button', { name: 'Öffnen' }).click()
  const viewer = person.page.getByRole('dialog', { name })
  await viewer.waitFor()
  return viewer
}

/** Of a file that is stored, and that no upload keeps any more. */
export const saveButton = (person: Person, name: string): Locator =>
  fileEntry(person, name).getByRole('button', { name: `„${name}“ speichern` })

/** The bytes that the browser saves. */
export const saveFile = async (person: Person, name: string): Promise<Buffer> => {
  const { bytes } = await savedBy(person, () => saveButton(person, name).click())
  return bytes
}

/** Of a file that this person may delete. */
export const deleteButton = (person: Person, name: string): Locator =>
  fileEntry(person, name).getByRole('button', { name: `„${name}“ löschen` })

/** Asked once more, as the dialog does. */
export const confirmDeletion = ({ page }: Person): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name: 'Löschen' }).click()
