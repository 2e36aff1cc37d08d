import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UsageOutput } from '#shared/case-files/api.ts'
import { openBrowser } from '../browser.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { asDicom, attachment, attachToConversation, saveAttachment } from '../people/attachments.ts'
import { openPair, type Pair } from '../people/pair.ts'
import { story } from '../people/story.ts'
import { saidInEnglish } from '../people/views.ts'
import { somebodyAt } from '../services/somebody.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
let folder: string
beforeAll(async () => {
  ;[browser, clinics, folder] = await Promise.all([
    openBrowser(),
    findClinics(),
    mkdtemp(join(tmpdir(), 'consilium-space-')),
  ])
  pair = await openPair(browser, clinics, 'Platz')
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

test('a file for which there is no space is refused before a byte of it is sent, and goes once there is', async () => {
  const { ida, emil } = pair
  await story('no space', [ida, emil], async () => {
    const { nord } = clinics
    const { usedBytes } = await askService<UsageOutput>(nord, await somebodyAt(nord), 'GET', '/api/case-files/usage')
    const settings = join(nord.folder, 'service.json')
    const usual = readFileSync(settings, 'utf8')
    const limitTo = async (caseFiles: { maxFileBytes: number; quotaBytes: number } | null) => {
      await nord.part('service', 'stop')
      writeFileSync(settings, caseFiles ? JSON.stringify({ ...JSON.parse(usual), caseFiles }) : usual)
      await nord.part('service', 'start')
    }
    const send = async (name: string, bytes: Buffer) => {
      await writeFile(join(folder, name), bytes)
      await attachToConversation(ida, join(folder, name))
    }
    const pieces: string[] = []
    ida.page.on('request', (request) => {
      if (request.method() === 'PATCH') pieces.push(request.url())
    })
    const bytes = asDicom(randomBytes(3_000_000))
    try {
      await limitTo({ maxFileBytes: 4_000_000, quotaBytes: usedBytes + 2_000_000 })
      await send('zu-gross.bin', asDicom(randomBytes(5_000_000)))
      await ida.page.getByText('Die Datei ist zu groß').waitFor({ timeout: 60_000 })
      await saidInEnglish(ida, 'The file is too large')
      await ida.page.getByRole('button', { name: 'Abbrechen' }).click()
      await send('kein-platz.bin', bytes)
      await ida.page.getByText('Der Platz Ihrer Klinik für Dateien reicht nicht').waitFor({ timeout: 60_000 })
      await ida.page.getByText(/Löschen Sie nicht mehr benötigte Dateien/).waitFor()
      await saidInEnglish(ida, 'Your clinic has not enough space for files', /Delete files that are no longer needed/)
      expect(pieces).toEqual([])
    } finally {
      await limitTo(null)
    }
    await ida.page.getByRole('button', { name: 'Erneut versuchen' }).click()
    await attachment(emil, 'kein-platz.bin').waitFor({ timeout: 60_000 })
    expect((await saveAttachment(emil, 'kein-platz.bin')).equals(bytes)).toBe(true)
  })
})
