import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { asDicom, attachment, attachToConversation, chooseFile, saveAttachment } from '../people/attachments.ts'
import { openPair, type Pair } from '../people/pair.ts'
import { story } from '../people/story.ts'
import { nextPiece, slowDown } from '../people/uploads.ts'

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
  pair = await openPair(browser, clinics, 'Dateibruch')
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

const sizeBytes = 40_000_000
const smallerBytes = 24_000_000

const randomFile = async (name: string, length: number) => {
  const bytes = asDicom(randomBytes(length))
  const path = join(folder, name)
  await writeFile(path, bytes)
  return { name, path, bytes }
}

test('an upload that is cut by the death of the service says so, goes on by itself, and arrives as it was', async () => {
  const { ida, emil } = pair
  await story('service killed', [ida, emil], async () => {
    const { name, path, bytes } = await randomFile('serie-a.bin', sizeBytes)
    const line = await slowDown(ida.page)
    const isHalfSent = nextPiece(ida.page, sizeBytes * 0.4)
    await attachToConversation(ida, path)
    await isHalfSent
    let resumedFrom: Promise<number>
    await clinics.nord.part('service', 'kill')
    try {
      await ida.page.getByText('Keine Verbindung. Geht von selbst weiter').waitFor()
      resumedFrom = nextPiece(ida.page, 0)
    } finally {
      await clinics.nord.part('service', 'start')
    }
    expect(await resumedFrom).toBeGreaterThanOrEqual(sizeBytes * 0.4)
    await line.full()
    await attachment(emil, name).waitFor({ timeout: 60_000 })
    expect((await saveAttachment(emil, name)).equals(bytes)).toBe(true)
  })
})

test('an upload whose page was loaded again goes on from where it was once the same file is chosen', async () => {
  const { ida, emil } = pair
  await story('upload reloaded', [ida, emil], async () => {
    const { name, path, bytes } = await randomFile('serie-b.bin', smallerBytes)
    const other = await randomFile('serie-c.bin', smallerBytes)
    await slowDown(ida.page)
    const isHalfSent = nextPiece(ida.page, smallerBytes * 0.4)
    await attachToConversation(ida, path)
    await isHalfSent
    await ida.page.reload()
    await ida.page.getByText('Unterbrochen. Wählen Sie dieselbe Datei noch einmal').waitFor({ timeout: 60_000 })
    const choose = () => ida.page.getByRole('button', { name: 'Datei wählen' }).click()

    await chooseFile(ida, other.path, choose)
    await ida.page.getByText('Das ist eine andere Datei').first().waitFor()

    const resumedFrom = nextPiece(ida.page, 0)
    await chooseFile(ida, path, choose)
    expect(await resumedFrom).toBeGreaterThan(0)
    await attachment(emil, name).waitFor({ timeout: 60_000 })
    expect((await saveAttachment(emil, name)).equals(bytes)).toBe(true)
  })
})
