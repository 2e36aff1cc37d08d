import type { Locator } from 'playwright-core'
import type { Person } from './person.ts'

/** On the page of the departments. */
export const openQuestions = async ({ page }: Person, department: string): Promise<Locator> => {
  const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: department, exact: true }) })
  await entry.getByRole('button', { name: 'Fragen bei Anfragen' }).click()
  const dialog = page.getByRole('dialog', { name: `Fragen von ${department}` })
  await dialog.getByRole('button', { name: 'Abbrechen' }).waitFor()
  return dialog
}

/** A file, by its content. */
export const chooseQuestionnaire = ({ page }: Person, name: string, content: object): Promise<void> =>
  page
    .getByRole('dialog')
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) })

export const addQuestion = async (
  { page }: Person,
  question: { text: string; english: string; kind: string; isRequired: boolean },
): Promise<void> => {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Frage hinzufügen' }).click()
  await dialog.getByLabel('Frage', { exact: false }).and(page.locator(':focus')).fill(question.text)
  await dialog.getByLabel('Frage (Englisch)').fill(question.english)
  await dialog.getByLabel('Art der Antwort').selectOption(question.kind)
  if (question.isRequired) await dialog.getByLabel('Muss beantwortet werden').check()
}

/** As they stand in the list, with their numbers. */
export const questionsOf = ({ page }: Person): Promise<string[]> =>
  page.getByRole('dialog').getByRole('listitem').locator('button[aria-expanded]').allTextContents()

/** On the page of the departments. */
export const addReportTemplate = async (
  { page }: Person,
  department: string,
  template: { name: string; findings: string },
): Promise<void> => {
  const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: department, exact: true }) })
  await entry.getByRole('button', { name: 'Berichtsvorlagen' }).click()
  const dialog = page.getByRole('dialog', { name: `Berichtsvorlagen von ${department}` })
  await dialog.getByRole('button', { name: 'Vorlage hinzufügen' }).click()
  await dialog.getByLabel('Name der Vorlage').fill(template.name)
  await dialog.getByLabel('Befund').fill(template.findings)
  await dialog.getByRole('button', { name: 'Speichern' }).click()
  await dialog.waitFor({ state: 'detached' })
}
