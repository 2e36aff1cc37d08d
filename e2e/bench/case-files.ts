import { createHash, randomFillSync, randomUUID } from 'node:crypto'
import { createReadStream, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { TestClinics } from '../clinics/remote-clinics.ts'
import { chooseFile, fileEntry, saveButton } from '../people/files.ts'
import type { Person } from '../people/person.ts'
import { complete, createUpload, readBytes, sendBytes } from '../services/case-file-api.ts'
import { roomOf } from '../services/matrix-api.ts'
import { sessionAt, somebodyAt } from '../services/somebody.ts'
import { type Figure, figure, ratio } from './figures.ts'
import { forgetPeaks, readPeaks } from './peak-memory.ts'
import { whenDone, whenShown } from './stopwatch.ts'

const mega = 1_000_000
/** What our client sends and asks for at a time, about. */
const blockBytes = 8 * 1024 * 1024
const transferTimeoutMs = 600_000

const writeRandomFile = async (path: string, sizeBytes: number): Promise<void> => {
  await using file = await open(path, 'wx')
  const block = Buffer.allocUnsafe(blockBytes)
  for (let left = sizeBytes; left > 0; left -= blockBytes)
    await file.write(randomFillSync(block), 0, Math.min(left, blockBytes))
}

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

const perSecond = (sizeBytes: number, ms: number) => sizeBytes / mega / (ms / 1000)

/** The same bytes through the same service, not encrypted, by Node: what service and disk can take. */
const transferPlainly = async ({ nord, sued }: TestClinics, sizeBytes: number) => {
  const [anna, bert] = await Promise.all([somebodyAt(nord), somebodyAt(sued)])
  const roomId = await roomOf(anna, bert)
  const bertAtNord = await sessionAt(nord, bert)
  const fileId = randomUUID()
  const block = randomFillSync(Buffer.alloc(blockBytes))
  const partAt = (at: number) => block.subarray(0, Math.min(blockBytes, sizeBytes - at))
  const starts = Array.from({ length: Math.ceil(sizeBytes / blockBytes) }, (_, part) => part * blockBytes)
  const hash = createHash('sha256')

  const sentFrom = performance.now()
  await createUpload(anna, roomId, fileId, sizeBytes)
  for (const at of starts) {
    hash.update(partAt(at))
    await sendBytes(anna, fileId, at, partAt(at))
  }
  await complete(anna, roomId, fileId, hash.digest('hex'))
  const readFrom = performance.now()
  for (const start of starts)
    await readBytes(nord, bertAtNord, roomId, fileId, { start, end: start + partAt(start).length })
  return { uploadMs: readFrom - sentFrom, downloadMs: performance.now() - readFrom }
}

export type Devices = {
  /** Both have the same consult open, each in a browser that keeps its profile in the folder beside. */
  sender: Person
  senderProfile: string
  reader: Person
  readerProfile: string
}

export const measureCaseFiles = async (
  clinics: TestClinics,
  { sender, senderProfile, reader, readerProfile }: Devices,
  { sizeBytes, folder }: { sizeBytes: number; folder: string },
): Promise<Figure[]> => {
  const name = 'messung.bin'
  const path = join(folder, name)
  await writeRandomFile(path, sizeBytes)
  for (const { page } of [sender, reader]) page.setDefaultTimeout(transferTimeoutMs)

  forgetPeaks(senderProfile)
  const [chosen, stored] = await Promise.all([
    whenDone(sender.page, 'change'),
    whenShown(sender.page, `button[aria-label="„${name}“ speichern"]`, '', transferTimeoutMs),
    chooseFile(sender, path),
  ])
  const uploadPeaks = readPeaks(senderProfile)

  await fileEntry(reader, name).waitFor()
  forgetPeaks(readerProfile)
  const saving = reader.page.waitForEvent('download')
  const [pressed] = await Promise.all([whenDone(reader.page, 'click'), saveButton(reader, name).click()])
  const saved = await (await saving).path()
  const savedAt = performance.timeOrigin + performance.now()
  const downloadPeaks = readPeaks(readerProfile)
  if ((await sha256Of(saved)) !== (await sha256Of(path))) throw new Error('what was saved is not what was sent')
  for (const done of [saved, path]) rmSync(done)

  const plain = await transferPlainly(clinics, sizeBytes)
  const upload = figure('slice.upload', 'MB/s', [perSecond(sizeBytes, stored - chosen)])
  const download = figure('slice.download', 'MB/s', [perSecond(sizeBytes, savedAt - pressed)])
  const plainUpload = figure('slice.upload_plain', 'MB/s', [perSecond(sizeBytes, plain.uploadMs)])
  const plainDownload = figure('slice.download_plain', 'MB/s', [perSecond(sizeBytes, plain.downloadMs)])
  return [
    upload,
    plainUpload,
    ratio('slice.upload_vs_plain', upload, plainUpload),
    download,
    plainDownload,
    ratio('slice.download_vs_plain', download, plainDownload),
    figure('slice.peak_mb', 'MB', [Math.max(uploadPeaks.page, downloadPeaks.page) / mega]),
    figure('slice.peak_browser_mb', 'MB', [Math.max(uploadPeaks.browser, downloadPeaks.browser) / mega]),
  ]
}
