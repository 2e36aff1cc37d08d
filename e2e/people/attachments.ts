import type { FileChooser, Locator } from 'playwright-core'
import { savedBy } from './downloads.ts'
import type { Person } from './person.ts'

/** Chooses files, of the disk or as bytes, as `press` makes the browser ask for one. */
export const chooseFile = async (
  { page }: Person,
  files: Parameters<FileChooser['setFiles']>[0],
  press: () => Promise<void>,
): Promise<void> => {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press()])
  await chooser.setFiles(files)
}

/** Where DICOM files are looked at before they leave. */
export const dicomDialog = ({ page }: Person): Locator => page.getByRole('dialog', { name: 'Aufnahmen senden' })

/** With the name of its person, or what cannot be read: after that was chosen. */
const keepUnchanged = async (person: Person): Promise<void> => {
  const named = dicomDialog(person).getByRole('radio', { name: /Unverändert senden/ })
  const anyway = dicomDialog(person).getByRole('checkbox', { name: 'Trotzdem unverändert senden' })
  await named.or(anyway).first().check()
}

/** What was chosen, looked at once more and sent as it is. */
export const sendChosen = async (person: Person): Promise<void> => {
  const { page } = person
  const others = page.getByRole('dialog').filter({ has: page.getByRole('list', { name: 'Wird gesendet' }) })
  const dialog = others.or(dicomDialog(person))
  await dialog.waitFor()
  if (await dicomDialog(person).isVisible()) await keepUnchanged(person)
  await dialog.getByRole('button', { name: 'Senden', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Attaches a file of the disk to the open conversation. */
export const attachToConversation = async (person: Person, path: string): Promise<void> => {
  await chooseFile(person, path, () => person.page.getByRole('button', { name: 'Datei anhängen' }).click())
  await sendChosen(person)
}

/** Begins as DICOM does (PS3.10, 7.1): such files go as case files, whatever their size, after a question. */
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
  const { bytes } = await savedBy(person, () => pressSave(person, name))
  return bytes
}
