import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Locator } from 'playwright-core'
import { savedBy } from './downloads.ts'
import type { Person } from './person.ts'

const dialog = ({ page }: Person): Locator =>
  page.getByRole('dialog', { name: 'Verlauf dieser Konversation exportieren' })

/** From the panel of the people of the open conversation. */
export const beginExport = async (person: Person): Promise<Locator> => {
  const { page } = person
  const button = page.getByRole('button', { name: 'Verlauf exportieren' })
  // While a dialog is closing, what is behind it cannot be seen.
  await page.getByRole('dialog').first().waitFor({ state: 'detached' })
  if (!(await button.isVisible())) await page.getByRole('button', { name: 'Beteiligte' }).click()
  await button.click()
  await dialog(person).waitFor()
  return dialog(person)
}

export const decideAndExport = async (person: Person): Promise<void> => {
  await dialog(person).getByLabel('Ich darf diese Daten exportieren').check()
  await dialog(person).getByRole('button', { name: 'Exportieren' }).click()
}

/** What the browser downloads, when it is told that everything went well. */
export const exported = async (person: Person): Promise<Buffer> => {
  const { bytes } = await savedBy(person, () => decideAndExport(person))
  await dialog(person).getByText('Der Export ist fertig').waitFor()
  return bytes
}

export type Archive = {
  manifest: {
    exportedBy: { id: string; clinic: string }
    counts: { messages: number; attachments: number; unreadable: number }
    notIncluded: unknown[]
    files: { path: string; sha256: string; sizeBytes: number }[]
  }
  messages: {
    id: string
    kind: string
    sender: { id: string; name: string; clinic: string }
    text?: string
    file?: { name: string; path: string | null }
    versions?: { text: string }[]
    reactions?: { emoji: string; by: { id: string }[] }[]
    readBy: { id: string }[]
  }[]
  read(path: string): Promise<Buffer>
} & AsyncDisposable

/** Unpacks as people do, with a program that is not ours, and compares every file with what the manifest says. */
export const openArchive = async (zip: Buffer): Promise<Archive> => {
  const folder = await mkdtemp(join(tmpdir(), 'consilium-export-'))
  const file = join(folder, 'export.zip')
  await writeFile(file, zip)
  await promisify(execFile)('python3', ['-m', 'zipfile', '-e', file, folder])
  const read = (path: string) => readFile(join(folder, path))
  const manifest = JSON.parse((await read('manifest.json')).toString()) as Archive['manifest']
  for (const { path, sha256, sizeBytes } of manifest.files) {
    const bytes = await read(path)
    if (bytes.length !== sizeBytes || createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new Error(`${path} is not what the manifest says`)
  }
  return {
    manifest,
    messages: JSON.parse((await read('messages.json')).toString()) as Archive['messages'],
    read,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

type Structure = { role?: string; children?: readonly Structure[] }
const rolesIn = ({ role, children = [] }: Structure): string[] => [role ?? '', ...children.flatMap(rolesIn)]

export type ReadPdf = {
  text: string
  language: string | null
  title: string | null
  /** Says that it has a structure (PDF 32000-1, 14.7.1). */
  isMarked: boolean
  /** What a screen reader is told of its parts. */
  roles: ReadonlySet<string>
}

/** What stands in a PDF, as whoever copies from it or has it read out gets it. */
export const readPdf = async (bytes: Buffer): Promise<ReadPdf> => {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const pdf = await loading.promise
  const texts: string[] = []
  const roles = new Set<string>()
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const [{ items }, structure] = await Promise.all([page.getTextContent(), page.getStructTree()])
    texts.push(items.map((item) => ('str' in item ? item.str : '')).join(' '))
    for (const role of structure ? rolesIn(structure as Structure) : []) roles.add(role)
  }
  const [{ info }, marks] = await Promise.all([pdf.getMetadata(), pdf.getMarkInfo()])
  await loading.destroy()
  const language = 'Language' in info ? String(info.Language) : null
  const title = 'Title' in info ? String(info.Title) : null
  const isMarked = Boolean((marks as { Marked?: boolean } | null)?.Marked)
  return { title, isMarked, text: texts.join('\n').replace(/\s+/g, ' '), language, roles }
}
