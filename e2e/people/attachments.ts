import { readFile } from 'node:fs/promises'
import type { Locator } from 'playwright-core'
import type { Person } from './person.ts'

/** Chooses a file of the disk, as `press` makes the browser ask for one. */
export const chooseFile = async (
  { page }: Person,
  path: string | string[],
  press: () => Promise<void>,
): Promise<void> => {
  const asked = page.waitForEvent('filechooser')
  await press()
  await (await asked).setFiles(path)
}

/** What was chosen, looked at once more and sent. */
export const sendChosen = async ({ page }: Person): Promise<void> => {
  const dialog = page.getByRole('dialog').filter({ has: page.getByRole('list', { name: 'Wird gesendet' }) })
  await dialog.getByRole('button', { name: 'Senden', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Attaches a file of the disk to the open conversation. */
export const attachToConversation = async (person: Person, path: string): Promise<void> => {
  await chooseFile(person, path, () => person.page.getByRole('button', { name: 'Datei anhängen' }).click())
  await sendChosen(person)
}

/** Begins as DICOM does (PS3.10, 7.1): such files go as case files, whatever their size. */
export const asDicom = (rest: Uint8Array): Buffer => Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), rest])

/** A file as it stands in the open conversation. */
export const attachment = ({ page }: Person, name: string): Locator =>
  page.getByRole('log').getByRole('article').filter({ hasText: name })

export const pressSave = (person: Person, name: string): Promise<void> =>
  attachment(person, name)
    .getByRole('button', { name: `„${name}“ speichern` })
    .click()

/** The bytes that the browser saves. */
export const saveAttachment = async (person: Person, name: string): Promise<Buffer> => {
  const saved = person.page.waitForEvent('download')
  await pressSave(person, name)
  return readFile(await (await saved).path())
}
