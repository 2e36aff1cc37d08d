import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { elementOf, readDicom, textOf } from '../../client/workers/dicom/dicom-file.ts'
import { runCommand } from '../../synapse-config/node/tools/run-command.ts'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { ensureDicomFiles } from '../clinics/tools/dicom-files.ts'
import { attachment, saveAttachment, sendChosen } from '../people/attachments.ts'
import { chooseDicom, sendDicom } from '../people/dicom.ts'
import { openPair, type Pair } from '../people/pair.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
let folder: string
let pydicom: string
let python: string
beforeAll(async () => {
  ;[browser, clinics, folder, { folder: pydicom, python }] = await Promise.all([
    openBrowser(),
    findClinics(),
    mkdtemp(join(tmpdir(), 'consilium-dicom-')),
    ensureDicomFiles(),
  ])
  pair = await openPair(browser, clinics, 'Aufnahme')
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

const slicePath = join(import.meta.dirname, '../fixtures/ct-small.dcm')

test('a slice arrives at the other clinic without its person, and with every pixel', async () => {
  const { ida, emil } = pair
  await story('dicom without person', [ida, emil], async () => {
    const original = await readFile(slicePath)
    // What the file says of its person, and what would lead back to it.
    const identity = ['CompressedSamples', '1CT1', 'JFK IMAGING', '1.3.6.1.4.1.5962', 'GEMS_', '20040119', 'CT01_OC0']
    for (const word of identity) expect(original.includes(word), word).toBe(true)

    const dialog = await chooseDicom(ida, slicePath)
    await dialog.getByText('Name: CompressedSamples, CT1').waitFor()
    for (const line of ['Patientennummer', 'Datum und Uhrzeit', 'Angaben des Herstellers', 'Einrichtung und Abteilung'])
      await dialog.getByRole('list', { name: 'Wird entfernt' }).getByText(line).waitFor()
    expectNoBarriers(await lookAt(ida, 'dicom sending'))
    await sendDicom(ida)

    const card = attachment(emil, 'CT-')
    await card.waitFor({ timeout: 60_000 })
    const name = (await card.getByText(/^CT-\d{8}\.dcm$/).textContent()) ?? ''
    const arrived = await saveAttachment(emil, name)
    for (const word of identity) expect(arrived.includes(word), word).toBe(false)
    const [before, after] = await Promise.all([readDicom(original), readDicom(arrived)])
    const pixelsOf = ({ bytes, elements }: typeof before) => {
      const pixels = elementOf(elements, 0x7fe00010)
      return Buffer.from(bytes.subarray(pixels?.valueStart, pixels?.valueEnd))
    }
    expect(pixelsOf(after).equals(pixelsOf(before))).toBe(true)
    expect(textOf(after.bytes, elementOf(after.elements, 0x00100010))).toMatch(/^P-[0-9A-F]{8}$/)

    await card.getByRole('button', { name: 'Öffnen' }).click()
    const viewer = emil.page.getByRole('dialog', { name })
    await viewer.getByText('128 × 128').waitFor()
    await viewer.locator('canvas').first().waitFor()
    await emil.page.keyboard.press('Escape')
  })
})

test('a picture that may show a name leaves only after somebody has looked at it', async () => {
  const { ida, emil } = pair
  await story('dicom burned in', [ida, emil], async () => {
    const dialog = await chooseDicom(ida, [
      join(pydicom, 'test_files/examples_ybr_color.dcm'),
      join(pydicom, 'test_files/SC_rgb_rle.dcm'),
    ])
    await dialog.getByText('In 2 Bildern kann ein Name stehen').waitFor()
    await dialog.locator('canvas').first().waitFor()
    const send = dialog.getByRole('button', { name: 'Senden', exact: true })
    await expect.poll(() => send.isDisabled()).toBe(true)
    expectNoBarriers(await lookAt(ida, 'dicom burned in'))
    // The first is a clip whose upper left corner has words in it: covered on all of its frames, by keys.
    const picture = dialog.getByRole('region', { name: 'Bild', exact: true })
    await dialog.locator('section[aria-busy="false"]').waitFor()
    const press = async (...keys: string[]) => {
      for (const key of keys) await ida.page.keyboard.press(key)
    }
    const cover = async () => {
      await picture.focus()
      await press(
        'b',
        ...Array<string>(16).fill('Shift+ArrowLeft'),
        ...Array<string>(12).fill('Shift+ArrowUp'),
        'Enter',
      )
      await press(...Array<string>(4).fill('Shift+ArrowRight'), ...Array<string>(3).fill('Shift+ArrowDown'), 'Enter')
      await dialog.getByText('Eine Stelle wird schwarz.').waitFor()
    }
    await cover()
    expectNoBarriers(await lookAt(ida, 'dicom blackened'))
    await dialog.getByRole('button', { name: 'Geschwärzt, kein Name mehr im Bild' }).click()
    // Taken back, it is another picture, of which nobody has said anything.
    await dialog.getByRole('button', { name: 'Voriges Bild' }).last().click()
    await dialog.getByText('Bild 1 von 2 · Geprüft: kein Name im Bild').waitFor()
    await dialog.getByRole('button', { name: 'Letzte zurücknehmen' }).click()
    await dialog.getByText('Bild 1 von 2 · Noch nicht geprüft').waitFor()
    await dialog.locator('section[aria-busy="false"]').waitFor()
    await cover()
    await dialog.getByRole('button', { name: 'Geschwärzt, kein Name mehr im Bild' }).click()
    await expect.poll(() => send.isDisabled()).toBe(true)
    await dialog.getByText('Bild 2 von 2').waitFor()
    await dialog.getByRole('button', { name: 'Dieses Bild nicht senden' }).click()
    await sendDicom(ida)
    await attachment(emil, 'US-').waitFor({ timeout: 60_000 })
    expect(await attachment(emil, 'OT-').count()).toBe(0)

    const name =
      (await attachment(emil, 'US-')
        .getByText(/^US-\d{8}\.dcm$/)
        .textContent()) ?? ''
    const clip = join(folder, name)
    await writeFile(clip, await saveAttachment(emil, name))
    const arrived = await readDicom(await readFile(clip))
    expect(arrived.transferSyntax).toBe('1.2.840.10008.1.2.1')
    const [pixels, said] = [0x7fe00010, 0x00280301].map((tag) => elementOf(arrived.elements, tag))
    expect(textOf(arrived.bytes, said)).toBe('NO')
    const [columns, rows, frames] = [320, 240, 30]
    const values = arrived.bytes.subarray(pixels?.valueStart, pixels?.valueEnd)
    expect(values.length).toBe(columns * rows * 3 * frames)
    const brightest = (frame: number, x: number, y: number, width: number, height: number) => {
      let most = 0
      for (let row = y; row < y + height; row += 1)
        for (let column = x; column < x + width; column += 1)
          most = Math.max(most, values[(frame * rows * columns + row * columns + column) * 3] ?? 0)
      return most
    }
    for (const frame of [0, 15, 29]) {
      expect(brightest(frame, 0, 0, 41, 31)).toBe(0)
      // Beside it, the heart is still there.
      expect(brightest(frame, 100, 60, 100, 100)).toBeGreaterThan(60)
    }
    // Another program reads it, and finds the same.
    const code =
      'import sys, pydicom; d = pydicom.dcmread(sys.argv[1]); print(d.PhotometricInterpretation, d.NumberOfFrames)'
    const read = await runCommand(python, ['-c', code, clip])
    expect(read.output.trim()).toBe('RGB 30')
  })
})

test('what cannot be read as DICOM is not sent without a word, and arrives as it was when its person wants that', async () => {
  const { ida, emil } = pair
  await story('dicom unreadable', [ida, emil], async () => {
    const path = join(folder, 'kaputt.dcm')
    const broken = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM kein Bild')])
    await writeFile(path, broken)
    const dialog = await chooseDicom(ida, path)
    await dialog.getByText('Eine Datei lässt sich nicht als DICOM lesen').waitFor()
    await expect.poll(() => dialog.getByRole('button', { name: 'Senden', exact: true }).isDisabled()).toBe(true)
    await sendChosen(ida)
    await attachment(emil, 'kaputt.dcm').waitFor({ timeout: 60_000 })
    expect(await saveAttachment(emil, 'kaputt.dcm')).toEqual(broken)
  })
})
