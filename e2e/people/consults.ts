import type { Locator } from 'playwright-core'
import { findInDirectory } from './directory.ts'
import { savedBy } from './downloads.ts'
import type { Person } from './person.ts'

export type Asking = {
  department: string
  priority: 'Routine' | 'Dringend' | 'Sehr dringend' | 'Notfall'
  patient: string
  birthDate: string
  question: string
}

/** In the open form of a new consult. */
export const fillRequest = async ({ page }: Person, asking: Omit<Asking, 'department'>): Promise<void> => {
  await page.getByRole('radio', { name: new RegExp(`^${asking.priority} Übernahme`) }).check()
  await page.getByLabel('Name (Nachname, Vorname)').fill(asking.patient)
  await page.getByLabel('Geburtsdatum').fill(asking.birthDate)
  await page.getByLabel('Fragestellung').fill(asking.question)
  await page.getByRole('radio', { name: 'Die Patientin oder der Patient hat eingewilligt.' }).check()
}

/** From the directory to the form. */
export const beginRequest = async (person: Person, department: string): Promise<void> => {
  const entry = await findInDirectory(person, department)
  await entry.getByRole('button', { name: 'Konsil anfordern' }).click()
}

/** From the directory to the form, for one person. */
export const beginRequestTo = async (person: Person, name: string): Promise<void> => {
  const entry = await findInDirectory(person, name)
  await entry.getByRole('button', { name: 'Konsil anfordern' }).click()
}

/** In the open form of a new consult: who is asked when the first declines or stays silent. */
export const chooseSecond = async ({ page }: Person, department: string): Promise<Locator> => {
  await page.getByText('Zweite Wahl', { exact: true }).click()
  const choice = page.getByRole('radio', { name: new RegExp(`^${department}, `) })
  await page.getByLabel('Abteilung, Klinik oder Person suchen').fill(department)
  await choice.check()
  return choice
}

/** Of the filled form; ends in the consult's own view. */
export const sendRequest = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Konsil senden' }).click()
  // The form has a heading like that of the consult.
  await page.waitForURL((url) => decodeURIComponent(url.pathname).startsWith('/consults/!'), { timeout: 60_000 })
  await page.getByRole('heading', { name: /^Konsil / }).waitFor()
}

/** From the directory to the sent request; ends in the consult's own view. */
export const askForConsult = async (person: Person, asking: Asking): Promise<void> => {
  await beginRequest(person, asking.department)
  await fillAndSend(person, asking)
}

/** Of the open form. */
export const fillAndSend = async (person: Person, asking: Omit<Asking, 'department'>): Promise<void> => {
  await fillRequest(person, asking)
  await person.page.getByRole('button', { name: 'Prüfen' }).click()
  await sendRequest(person)
}

/** The call for help on top of everything. */
export const alert = ({ page }: Person): Locator => page.getByRole('region', { name: 'Wartende Konsile' })

export const acceptConsult = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Übernehmen' }).first().click()
}

export const writeReport = async (
  { page }: Person,
  report: { findings: string; assessment: string; recommendation: string },
  how: 'Freigeben' | 'Als Zwischenantwort senden' = 'Freigeben',
): Promise<void> => {
  await page.getByLabel(/^Befund/).fill(report.findings)
  await page.getByLabel('Beurteilung').fill(report.assessment)
  await page.getByLabel('Empfehlung').fill(report.recommendation)
  await page.getByRole('button', { name: how }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name und Geburtsdatum stimmen.').check()
  await dialog.getByRole('button', { name: how }).click()
}

/** Of one that the person has. */
export const askForData = async ({ page }: Person, reason: string, details?: string): Promise<void> => {
  await page.getByRole('button', { name: 'Angaben anfordern' }).click()
  const dialog = page.getByRole('dialog', { name: 'Welche Angaben fehlen?' })
  await dialog.getByRole('radio', { name: reason }).check()
  if (details) await dialog.getByLabel('Einzelheiten').fill(details)
  await dialog.getByRole('button', { name: 'Angaben anfordern' }).click()
}

/** Of one who was answered. */
export const askAgain = async ({ page }: Person, question: string): Promise<void> => {
  await page.getByRole('button', { name: 'Rückfrage stellen' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rückfrage stellen' })
  await dialog.getByLabel('Rückfrage').fill(question)
  await dialog.getByRole('button', { name: 'Rückfrage senden' }).click()
}

export const closeConsult = async ({ page }: Person, outcome: string): Promise<void> => {
  await page.getByRole('button', { name: 'Abschließen' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: outcome }).check()
  await dialog.getByRole('button', { name: 'Abschließen' }).click()
}

/** Of one that the person has: a step that is seldom the next one. */
export const chooseFurtherStep = async ({ page }: Person, step: string): Promise<void> => {
  await page.getByRole('button', { name: 'Weitere Schritte' }).click()
  await page.getByRole('menuitem', { name: step }).click()
}

/** Of one that the person has. */
export const openBringIn = async (person: Person): Promise<Locator> => {
  await chooseFurtherStep(person, 'Weitere Fachrichtung hinzuziehen')
  return person.page.getByRole('dialog')
}

/** In the open dialog; ends in the consult of the further specialty. */
export const bringIn = async (
  { page }: Person,
  part: { department: string; question: string; reason: string; answer?(dialog: Locator): Promise<void> },
): Promise<void> => {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Abteilung oder Klinik suchen').fill(part.department)
  await dialog.getByRole('radio', { name: new RegExp(`^${part.department}, `) }).check()
  await part.answer?.(dialog)
  await dialog.getByLabel('Ihre Frage an diese Abteilung').fill(part.question)
  await dialog.getByLabel('Grund').selectOption({ label: part.reason })
  await dialog.getByRole('button', { name: 'Weitere Fachrichtung hinzuziehen' }).click()
  await dialog.waitFor({ state: 'detached', timeout: 60_000 })
}

/** From the consult of a further specialty to the one that it belongs to. */
export const openConsultOf = ({ page }: Person): Promise<void> =>
  page.getByRole('region', { name: 'Hinzugezogen zu einem anderen Konsil' }).getByRole('link').click()

/** In the open form: a file of the record, by its bytes. */
export const chooseRecord = ({ page }: Person, name: string, content: string | object): Promise<void> =>
  page.locator('input[type="file"][accept*="fhir"]').setInputFiles({
    name,
    mimeType: 'application/fhir+json',
    buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
  })

/** What the browser saves. */
export const saveExport = async (person: Person, kind: 'PDF' | 'FHIR R4'): Promise<Buffer> => {
  const { bytes } = await savedBy(person, () => person.page.getByRole('button', { name: kind, exact: true }).click())
  return bytes
}
