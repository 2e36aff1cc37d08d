import { randomBytes } from 'node:crypto'
import { globSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { asDicom, attachment, attachToConversation, pressSave, saveAttachment } from '../people/attachments.ts'
import { openPair, type Pair } from '../people/pair.ts'
import { story } from '../people/story.ts'
import { nextPiece, slowDown } from '../people/uploads.ts'

/** Süd keeps its files in an object store, Nord in a folder. */
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
  pair = await openPair(browser, clinics, 'Speicher')
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

const sizeBytes = 40_000_000

test('an upload waits for a store that is gone and for a service that died, and arrives as it was', async () => {
  const { ida, emil } = pair
  await story('store gone', [ida, emil], async () => {
    const name = 'serie.bin'
    const bytes = asDicom(randomBytes(sizeBytes))
    await writeFile(join(folder, name), bytes)
    const line = await slowDown(emil.page)
    const isBegun = nextPiece(emil.page, sizeBytes * 0.2)
    await attachToConversation(emil, join(folder, name))
    await isBegun
    await clinics.sued.part('file-store', 'kill')
    try {
      await emil.page.getByText('Der Dateispeicher der Klinik antwortet nicht. Geht von selbst weiter').waitFor()
      expect(await attachment(ida, name).count()).toBe(0)
    } finally {
      await clinics.sued.part('file-store', 'start')
    }
    const isHalfSent = nextPiece(emil.page, sizeBytes * 0.4)
    await isHalfSent
    await clinics.sued.part('service', 'kill')
    let resumedFrom: Promise<number>
    try {
      await emil.page.getByText('Keine Verbindung. Geht von selbst weiter').waitFor()
      resumedFrom = nextPiece(emil.page, 0)
    } finally {
      await clinics.sued.part('service', 'start')
    }
    expect(await resumedFrom).toBeGreaterThanOrEqual(sizeBytes * 0.4)
    await line.full()
    await attachment(ida, name).waitFor({ timeout: 60_000 })
    expect((await saveAttachment(ida, name)).equals(bytes)).toBe(true)
  })
})

test('a file whose store is gone is not lost: its reader is told, and has it once the store is back', async () => {
  const { ida, emil } = pair
  await story('store gone while reading', [ida, emil], async () => {
    const name = 'befund.bin'
    const bytes = asDicom(randomBytes(2_000_000))
    await writeFile(join(folder, name), bytes)
    await attachToConversation(emil, join(folder, name))
    await attachment(ida, name).waitFor({ timeout: 60_000 })
    const card = attachment(ida, name)
    await clinics.sued.part('file-store', 'kill')
    try {
      await pressSave(ida, name)
      await card.getByText('Der Dateispeicher der Klinik antwortet nicht').waitFor({ timeout: 60_000 })
    } finally {
      await clinics.sued.part('file-store', 'start')
    }
    expect((await saveAttachment(ida, name)).equals(bytes)).toBe(true)

    // One bit that changes in the store is noticed as one on the service's own disk is.
    const places = globSync(join(clinics.sued.folder, 'store/objects/case-files/*'))
    const sealed = await Promise.all(places.map(async (place) => ({ place, bytes: await readFile(place) })))
    const stored = sealed.find((one) => one.bytes.length > bytes.length && one.bytes.length < bytes.length + 1_000)
    if (!stored) throw new Error('the store has no such object')
    const changed = Buffer.from(stored.bytes)
    changed.writeUInt8(changed.readUInt8(1_500_000) ^ 1, 1_500_000)
    await writeFile(stored.place, changed)
    await ida.page.reload()
    await pressSave(ida, name)
    await card.getByText('Die Datei ist beschädigt oder wurde verändert').waitFor({ timeout: 60_000 })
  })
})
