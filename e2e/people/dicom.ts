import type { Locator } from 'playwright-core'
import { chooseFile, dicomDialog } from './attachments.ts'
import type { Person } from './person.ts'

export const chooseDicom = async (person: Person, path: string | string[]): Promise<Locator> => {
  await chooseFile(person, path, () => person.page.getByRole('button', { name: 'Datei anhängen' }).first().click())
  const dialog = dicomDialog(person)
  await dialog
    .getByRole('group', { name: 'Angaben zur Person' })
    .or(dialog.getByText('als DICOM lesen'))
    .first()
    .waitFor()
  return dialog
}

export const sendDicom = async (person: Person): Promise<void> => {
  const dialog = dicomDialog(person)
  await dialog.getByRole('button', { name: 'Senden', exact: true }).click()
  await dialog.waitFor({ state: 'detached', timeout: 60_000 })
}

/** A folder with all that lies in it. */
export const chooseDicomFolder = async (person: Person, folder: string): Promise<Locator> => {
  await chooseFile(person, folder, () => person.page.getByRole('button', { name: 'Ordner anhängen' }).first().click())
  const dialog = dicomDialog(person)
  await dialog.getByRole('group', { name: 'Angaben zur Person' }).waitFor({ timeout: 60_000 })
  return dialog
}
