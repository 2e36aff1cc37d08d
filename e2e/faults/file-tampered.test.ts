import { randomBytes } from 'node:crypto'
import { globSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { preambleBytes, tagBytes } from '#shared/case-files/records.ts'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinic, type TestClinics } from '../clinics/remote-clinics.ts'
import { asDicom, attachment, attachToConversation, pressSave, saveAttachment } from '../people/attachments.ts'
import { openPair, type Pair } from '../people/pair.ts'
import { story } from '../people/story.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
let folder: string
beforeAll(async () => {
  ;[browser, clinics, folder] = await Promise.all([
    openBrowser(),
    findClinics(),
    mkdtemp(join(tmpdir(), 'consilium-files-')),
  ])
  pair = await openPair(browser, clinics, 'Verfälscht')
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

const chunkBytes = 1024 * 1024
const stride = chunkBytes + tagBytes
const refusal = 'Die Datei ist beschädigt oder wurde verändert. Sie wird nicht angezeigt.'

const storedFiles = ({ folder: clinicFolder }: TestClinic): string[] =>
  globSync(join(clinicFolder, 'service/case-files/files/*/*'))

/** Sends a file and finds where the clinic keeps its ciphertext. */
const sendAndFind = async (name: string): Promise<{ place: string; plain: Buffer }> => {
  const plain = asDicom(Buffer.from(randomBytes(1_600_000).toString('hex')))
  const path = join(folder, name)
  await writeFile(path, plain)
  const before = new Set(storedFiles(clinics.nord))
  await attachToConversation(pair.ida, path)
  await attachment(pair.emil, name).waitFor({ timeout: 60_000 })
  const [place] = storedFiles(clinics.nord).filter((stored) => !before.has(stored))
  if (!place) throw new Error('the clinic keeps no new file')
  return { place, plain }
}

const flipBit = (sealed: Buffer): Buffer => {
  const changed = Buffer.from(sealed)
  const at = preambleBytes + stride + 1_000
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
  return changed
}
const swapChunks = (sealed: Buffer): Buffer => {
  const at = (index: number) => sealed.subarray(preambleBytes + index * stride, preambleBytes + (index + 1) * stride)
  return Buffer.concat([sealed.subarray(0, preambleBytes), at(1), at(0), sealed.subarray(preambleBytes + 2 * stride)])
}

test('a file that was changed where it is stored is neither shown nor saved, and says so', async () => {
  const { ida, emil } = pair
  await story('file tampered', [ida, emil], async () => {
    const name = 'befund.dcm'
    const { place, plain } = await sendAndFind(name)
    const other = await sendAndFind('anderer.dcm')
    const [sealed, otherSealed] = await Promise.all([readFile(place), readFile(other.place)])
    expect(otherSealed.length).toBe(sealed.length)

    const saved: string[] = []
    emil.page.on('download', (download) => saved.push(download.suggestedFilename()))
    const card = attachment(emil, name)
    /** Asks for the file, which must be asked of the service anew and refused. */
    const isRefused = async (press: () => Promise<void>) => {
      const answered = emil.page.waitForResponse((answer) => answer.url().includes(basename(place)))
      await press()
      await answered
      await card.getByText(refusal).waitFor({ timeout: 60_000 })
    }
    for (const changed of [
      flipBit(sealed),
      sealed.subarray(0, sealed.length - 1),
      sealed.subarray(0, preambleBytes + 2 * stride),
      swapChunks(sealed),
      Buffer.concat([sealed, randomBytes(16)]),
      otherSealed,
    ]) {
      await writeFile(place, changed)
      await card.getByRole('button', { name: 'Öffnen' }).click()
      const viewer = emil.page.getByRole('dialog', { name })
      await viewer.getByText(refusal).waitFor({ timeout: 60_000 })
      expect(await viewer.locator('canvas').count()).toBe(0)
      await emil.page.keyboard.press('Escape')
      await viewer.waitFor({ state: 'detached' })
      await isRefused(() => pressSave(emil, name))
    }
    expect(saved).toEqual([])

    await writeFile(place, sealed)
    expect((await saveAttachment(emil, name)).equals(plain)).toBe(true)
    expect(saved).toEqual([name])
  })
})
