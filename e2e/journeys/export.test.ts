import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { attachment, attachToConversation } from '../people/attachments.ts'
import { beginExport, decideAndExport, exported, openArchive, readPdf } from '../people/exports.ts'
import { markOf, message, say } from '../people/messages.ts'
import { openPair } from '../people/pair.ts'
import { story } from '../people/story.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

/** Of a browser that cannot write to the disk directly; and, in the same test, of one that can. */
const withoutPicker = () => Reflect.deleteProperty(globalThis, 'showSaveFilePicker')
const withPicker = () =>
  Object.assign(globalThis, {
    // What the dialog of the system would give: a real handle of a real file.
    showSaveFilePicker: async () =>
      (await navigator.storage.getDirectory()).getFileHandle('chosen.zip', { create: true }),
  })
const chosenFile = async () => {
  const handle = await (await navigator.storage.getDirectory()).getFileHandle('chosen.zip')
  const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer())
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}

test('a member takes a conversation out, with all that was said on both sides, and the other one is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'consilium-attachment-'))
  const file = join(folder, 'labor.txt')
  await writeFile(file, 'Troponin T 1,82 ng/ml\n')
  await using pair = await openPair(browser, clinics, 'Ausfuhr')
  const { ida, emil } = pair
  await story('export', [ida, emil], async () => {
    await say(ida, 'ST-Hebung in II, III und aVF.')
    await message(emil, 'ST-Hebung').waitFor()
    await attachToConversation(ida, file)
    await attachment(emil, 'labor.txt').waitFor()
    await say(emil, 'Sofort ins Katheterlabor, größte Eile!')
    await markOf(emil, 'Katheterlabor', 'read').waitFor()

    await emil.page.evaluate(withoutPicker)
    const asked = await beginExport(emil)
    await asked.getByText('nicht verschlüsselt').waitFor()
    // Nobody takes something out by pressing a button alone.
    await asked.getByRole('button', { name: 'Exportieren' }).click()
    await asked.getByText('Bestätigen Sie das, bevor Sie exportieren.').waitFor()
    await using archive = await openArchive(await exported(emil))
    await emil.page.getByRole('button', { name: 'Schließen', exact: true }).last().click()

    const said = archive.messages.filter(({ kind }) => kind === 'text' || kind === 'file')
    expect(said.map(({ sender, text, file: one }) => [sender.id, sender.clinic, text ?? one?.name])).toEqual([
      [ida.userId, 'Klinikum Nord', 'Guten Tag.'],
      [ida.userId, 'Klinikum Nord', 'ST-Hebung in II, III und aVF.'],
      [ida.userId, 'Klinikum Nord', 'labor.txt'],
      [emil.userId, 'Klinikum Süd', 'Sofort ins Katheterlabor, größte Eile!'],
    ])
    expect(said.at(-1)?.readBy.map(({ id }) => id)).toEqual([ida.userId])
    expect(await archive.read(said[2]?.file?.path ?? '')).toEqual(await readFile(file))
    expect(archive.manifest).toMatchObject({
      exportedBy: { id: emil.userId, clinic: 'Klinikum Süd' },
      counts: { attachments: 1, unreadable: 0 },
      notIncluded: [],
    })
    await message(ida, 'Ganzen Verlauf unverschlüsselt exportiert').waitFor()

    // Directly to the disk.
    await ida.page.evaluate(withPicker)
    const again = await beginExport(ida)
    await decideAndExport(ida)
    await again.getByText('Der Export ist fertig').waitFor()
    await using streamed = await openArchive(Buffer.from(await ida.page.evaluate(chosenFile), 'latin1'))
    expect(streamed.messages.map(({ id }) => id)).toEqual(expect.arrayContaining(archive.messages.map(({ id }) => id)))
    await ida.page.getByRole('button', { name: 'Schließen', exact: true }).last().click()

    const printed = await beginExport(emil)
    await printed.getByLabel('Format').selectOption('pdf')
    const { text, language, roles } = await readPdf(await exported(emil))
    for (const part of ['ST-Hebung in II, III und aVF.', 'größte Eile!', 'Klinikum Nord', 'labor.txt', 'Gelesen von'])
      expect(text).toContain(part)
    expect(text.replaceAll(' ', '')).toContain(ida.name.replaceAll(' ', ''))
    // A day has its date: nobody knows later which one was today.
    expect(text).not.toMatch(/\bheute\b/i)
    expect(language).toBe('de-DE')
    expect([...roles]).toEqual(expect.arrayContaining(['Document', 'H1', 'H2', 'H3', 'P']))
  })
  await rm(folder, { recursive: true })
})
