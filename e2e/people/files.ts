import { readFile } from 'node:fs/promises'
import type { Locator } from 'playwright-core'
import type { Person } from './person.ts'

type File = { name: string; mimeType: string; bytes: Buffer }

const panel = ({ page }: Person): Locator => page.getByRole('region', { name: 'Fallakte' })

export const attachFile = async (person: Person, { name, mimeType, bytes }: File): Promise<void> => {
  await panel(person).locator('input[type="file"]').first().setInputFiles({ name, mimeType, buffer: bytes })
}

export const fileEntry = (person: Person, name: string): Locator =>
  panel(person).getByRole('listitem').filter({ hasText: name })

export const openFile = async (person: Person, name: string): Promise<Locator> => {
  await fileEntry(person, name).getByRole('button', { name: 'Öffnen' }).click()
  const viewer = person.page.getByRole('dialog', { name })
  await viewer.waitFor()
  return viewer
}

/** The bytes that the browser saves. */
export const saveFile = async (person: Person, name: string): Promise<Buffer> => {
  const saved = person.page.waitForEvent('download')
  await fileEntry(person, name)
    .getByRole('button', { name: `„${name}“ speichern` })
    .click()
  return readFile(await (await saved).path())
}
