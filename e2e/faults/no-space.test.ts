import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UsageOutput } from '#shared/case-files/api.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { mayMount, putOnSmallDisk } from '../../server/db/small-disk-for-tests.ts'
import { openBrowser } from '../browser.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { asDicom, attachment, attachToConversation, saveAttachment } from '../people/attachments.ts'
import { openPair, type Pair } from '../people/pair.ts'
import { story } from '../people/story.ts'
import { saidInEnglish } from '../people/views.ts'
import { verificationOf } from '../services/audit-api.ts'
import {
  arrivedBytes,
  complete,
  createUpload,
  newCiphertext,
  readBytes,
  sendBytes,
  store,
} from '../services/case-file-api.ts'
import { askConsult, consultsOf, move, newRequest } from '../services/consult-api.ts'
import { newDepartment } from '../services/department.ts'
import { join as joinRoom, stateOf } from '../services/matrix-api.ts'
import { type Somebody, sessionAt, somebodyAt } from '../services/somebody.ts'
import { until } from '../services/until.ts'

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

test.skipIf(!mayMount)(
  'when the disk of a clinic is full, nothing is taken that is not kept, what was taken is still there, and all goes on once there is space',
  async () => {
    const { ida, emil } = pair
    await story('disk full', [ida, emil], async () => {
      const { nord, sued } = clinics
      const department = await newDepartment(sued, ['first'])
      const specialist = department.onCall[0] as Somebody
      const [asker, admin, token] = await Promise.all([
        somebodyAt(nord),
        somebodyAt(nord, { role: 'admin' }),
        sessionAt(nord, specialist),
      ])
      const before = await askConsult(asker, newRequest(department))
      for (const person of [asker, specialist]) await joinRoom(person, before.roomId)
      const kept = newCiphertext(2_000_000)
      const begun = newCiphertext(3_000_000)
      const request = newRequest(department)
      const bytes = asDicom(randomBytes(1_000_000))
      await writeFile(join(folder, 'voll.bin'), bytes)

      await nord.part('service', 'stop')
      const disk = putOnSmallDisk(join(nord.folder, 'service'), 128 * 1024 * 1024)
      try {
        await nord.part('service', 'start')
        await store(asker, before.roomId, kept)
        await createUpload(asker, before.roomId, begun.fileId, begun.bytes.length)

        disk.fill()
        const full = { status: 507, body: { code: 'storage-full' } }
        await expect(askConsult(asker, request)).rejects.toMatchObject(full)
        await expect(sendBytes(asker, begun.fileId, 0, begun.bytes)).rejects.toMatchObject(full)
        const accept = { to: 'accepted', expectedVersion: before.task.version } as const
        await expect(move(nord, token, before.roomId, accept)).rejects.toMatchObject(full)
        // What could not be put on record has not been done: nobody sees it as accepted.
        const inRoom = (await stateOf(specialist, before.roomId)).find(({ type }) => type === eventTypes.consultTask)
        expect(inRoom?.content).toMatchObject({ status: 'requested', version: before.task.version })
        await attachToConversation(ida, join(folder, 'voll.bin'))
        await ida.page.getByText('Der Speicher der Klinik ist voll').waitFor({ timeout: 60_000 })
        await ida.picture('disk full')
        await saidInEnglish(ida, 'The clinic’s storage is full')

        disk.empty()
        await ida.page.getByRole('button', { name: 'Erneut versuchen' }).click()
        await attachment(emil, 'voll.bin').waitFor({ timeout: 60_000 })
        expect((await saveAttachment(emil, 'voll.bin')).equals(bytes)).toBe(true)
        const { bytes: read } = await readBytes(nord, asker.serviceToken, before.roomId, kept.fileId)
        expect(read.equals(kept.bytes)).toBe(true)
        const offset = await arrivedBytes(asker, begun.fileId)
        await sendBytes(asker, begun.fileId, offset, begun.bytes.subarray(offset))
        await complete(asker, before.roomId, begun.fileId, begun.sha256)
        // The same again is what was asked: once, and by whom.
        const { roomId } = await askConsult(asker, request)
        const mine = (await consultsOf(asker)).filter(({ task }) => task.requestId === request.requestId)
        expect(mine.map((one) => one.roomId)).toEqual([roomId])
        const { task } = await move(nord, token, before.roomId, accept)
        expect(task).toMatchObject({ status: 'accepted', owner: specialist.userId })
        await until('the same at the other clinic', async () =>
          (await consultsOf(specialist)).some(
            (one) => one.roomId === before.roomId && one.task.version === task.version,
          ),
        )
        expect(await verificationOf(admin)).toMatchObject({ verdict: { isIntact: true } })
      } finally {
        await nord.part('service', 'stop')
        disk[Symbol.dispose]()
        await nord.part('service', 'start')
      }
    })
  },
)
