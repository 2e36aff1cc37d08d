import { createHash, randomFillSync } from 'node:crypto'
import { rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestClinics } from '../clinics/remote-clinics.ts'
import { sendChosen } from '../people/attachments.ts'
import { chooseToSend, fileEntry, saveButton } from '../people/files.ts'
import { ownDisk } from '../people/own-disk.ts'
import { roomIdOf } from '../people/pair.ts'
import { type Figure, figure, ratio } from './figures.ts'
import type { Measured } from './measured-people.ts'
import { forgetPeaks, forgetServicePeak, readPeaks, readServicePeak } from './peak-memory.ts'
import {
  blockBytes,
  downloadByPage,
  followSession,
  transferByDisk,
  transferByNode,
  uploadByPage,
} from './plain-transfer.ts'
import { whenDone, whenShown } from './stopwatch.ts'

const mega = 1_000_000
const transferTimeoutMs = 600_000

type Written = { sha256: string; blocks: string[] }

/** Returns the hash of it, and of each block. */
const writeRandomFile = async (path: string, sizeBytes: number): Promise<Written> => {
  await using file = await open(path, 'wx')
  const hash = createHash('sha256')
  const blocks: string[] = []
  const block = Buffer.allocUnsafe(blockBytes)
  for (let left = sizeBytes; left > 0; left -= blockBytes) {
    const bytes = randomFillSync(block).subarray(0, Math.min(left, blockBytes))
    hash.update(bytes)
    blocks.push(createHash('sha256').update(bytes).digest('hex'))
    await file.write(bytes)
  }
  return { sha256: hash.digest('hex'), blocks }
}

type Wanted = { sizeBytes: number; folder: string; prefix: string }

/**
 * A file from one clinic's physician to the other one's disk, beside the same bytes without encryption. Both have the same
 * consult open.
 */
export const measureCaseFiles = async (
  clinics: TestClinics,
  { ida: sender, idaProfile: senderProfile, emil: reader, emilProfile: readerProfile }: Measured,
  { sizeBytes, folder, prefix }: Wanted,
): Promise<Figure[]> => {
  const name = `messung-${sizeBytes}.bin`
  const path = join(folder, name)
  const { sha256, blocks } = await writeRandomFile(path, sizeBytes)
  for (const { page } of [sender, reader]) page.setDefaultTimeout(transferTimeoutMs)
  const [senderSession, readerSession] = [followSession(sender.page), followSession(reader.page)]

  forgetPeaks(senderProfile)
  forgetServicePeak(clinics.nord.folder)
  const idle = { ...readPeaks(senderProfile), service: readServicePeak(clinics.nord.folder) }
  await chooseToSend(sender, path)
  const [sent, stored] = await Promise.all([
    whenDone(sender.page, 'click'),
    whenShown(sender.page, `button[aria-label="„${name}“ speichern"]`, '', transferTimeoutMs),
    sendChosen(sender),
  ])
  const uploadPeaks = readPeaks(senderProfile)

  await fileEntry(reader, name).waitFor()
  const disk = await ownDisk(reader.page)
  forgetPeaks(readerProfile)
  const [pressed] = await Promise.all([whenDone(reader.page, 'click'), saveButton(reader, name).click()])
  const savedAt = await disk.whenSaved(sizeBytes, transferTimeoutMs)
  const downloadPeaks = readPeaks(readerProfile)
  const servicePeak = readServicePeak(clinics.nord.folder)
  if ((await disk.hashes(blockBytes)).join() !== blocks.join()) throw new Error('what was saved is not what was sent')
  await disk.clear()

  const roomId = roomIdOf(sender)
  const byPage = await uploadByPage(sender.page, { ...senderSession.headers(), roomId }, { path, sha256, sizeBytes })
  const byPageMs = await downloadByPage(
    reader.page,
    { ...readerSession.headers(), roomId },
    { fileId: byPage.fileId, sizeBytes },
  )
  rmSync(path)
  const byNode = await transferByNode(clinics, sizeBytes)
  const byDisk = await transferByDisk(clinics.nord.folder, sizeBytes)

  const rate = (what: string, ms: number) => figure(`${prefix}.${what}`, 'MB/s', [sizeBytes / mega / (ms / 1000)])
  const compared = (what: 'upload' | 'download', ms: number, pageMs: number) => {
    const ours = rate(what, ms)
    const baselines = [
      ['plain', rate(`${what}.plain`, byNode[`${what}Ms`])],
      ['page', rate(`${what}.page`, pageMs)],
      ['disk', rate(`${what}.disk`, byDisk[`${what}Ms`])],
    ] as const
    return [
      ours,
      ...baselines.flatMap(([beside, baseline]) => [baseline, ratio(`${prefix}.${what}.vs_${beside}`, ours, baseline)]),
    ]
  }
  const most = (of: 'page' | 'browser') => Math.max(uploadPeaks[of], downloadPeaks[of]) / mega
  return [
    ...compared('upload', stored - sent, byPage.ms),
    ...compared('download', savedAt - pressed, byPageMs),
    figure(`${prefix}.peak_mb`, 'MB', [most('page')]),
    figure(`${prefix}.peak_mb.idle`, 'MB', [idle.page / mega]),
    figure(`${prefix}.peak_mb.browser`, 'MB', [most('browser')]),
    figure(`${prefix}.peak_mb.browser.idle`, 'MB', [idle.browser / mega]),
    figure(`${prefix}.peak_mb.service`, 'MB', [servicePeak / mega]),
    figure(`${prefix}.peak_mb.service.idle`, 'MB', [idle.service / mega]),
  ]
}
