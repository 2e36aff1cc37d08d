import { createHash, randomFillSync, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElementHandle, Page } from 'playwright-core'
import { filePath, uploadPath, uploadsPath } from '#shared/case-files/api.ts'
import type { TestClinics } from '../clinics/remote-clinics.ts'
import { complete, createUpload, readBytes, sendBytes } from '../services/case-file-api.ts'
import { roomOf } from '../services/matrix-api.ts'
import { sessionAt, somebodyAt } from '../services/somebody.ts'

/** The same bytes without encryption: what disk, service and browser can take by themselves. */

/** What our client sends and asks for at a time, about. */
export const blockBytes = 8 * 1024 * 1024

export type Took = { uploadMs: number; downloadMs: number }

/** To the disk and from it, by one process. */
export const transferByDisk = async (folder: string, sizeBytes: number): Promise<Took> => {
  const path = join(folder, 'measured')
  const block = randomFillSync(Buffer.alloc(blockBytes))
  const writtenFrom = performance.now()
  await using file = await open(path, 'w+')
  for (let at = 0; at < sizeBytes; at += blockBytes) await file.write(block, 0, Math.min(blockBytes, sizeBytes - at))
  await file.sync()
  const readFrom = performance.now()
  for (let at = 0; at < sizeBytes; at += blockBytes) await file.read(block, 0, block.length, at)
  const took = { uploadMs: readFrom - writtenFrom, downloadMs: performance.now() - readFrom }
  rmSync(path)
  return took
}

/** Through the same service by tus, by Node. */
export const transferByNode = async ({ nord, sued }: TestClinics, sizeBytes: number): Promise<Took> => {
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

/** Of the requests that the page makes for case files: what a request of the same person needs. */
export const followSession = (page: Page): { headers(): { url: string; authorization: string } } => {
  let last: { url: string; authorization: string } | null = null
  page.on('request', (request) => {
    const { authorization } = request.headers()
    const url = new URL(request.url())
    if (authorization && url.pathname.startsWith('/api/case-files')) last = { url: url.origin, authorization }
  })
  return {
    headers() {
      if (!last) throw new Error('no case file was asked for yet')
      return last
    },
  }
}

type At = { url: string; authorization: string; roomId: string }

const chosenIn = async (page: Page, path: string): Promise<ElementHandle<HTMLInputElement>> => {
  const input = await page.evaluateHandle(() => Object.assign(document.createElement('input'), { type: 'file' }))
  await input.setInputFiles(path)
  return input
}

/** Through the same service by tus, by a page, from a file of the disk. Returns where it lies, and how long it took. */
export const uploadByPage = async (
  page: Page,
  { url, authorization, roomId }: At,
  file: { path: string; sha256: string; sizeBytes: number },
): Promise<{ fileId: string; ms: number }> => {
  const fileId = randomUUID()
  const paths = {
    uploads: url + uploadsPath,
    upload: url + uploadPath(fileId),
    file: `${url}/api/case-files/${fileId}`,
  }
  await using input = await chosenIn(page, file.path)
  const ms = await input.evaluate(
    async (element, [to, auth, room, id, sha256, block]) => {
      const [chosen] = element.files ?? []
      if (!chosen) throw new Error('nothing is chosen')
      const ask = async (address: string, method: string, more: Record<string, string>, body: BodyInit | null) => {
        const headers = { authorization: auth, 'tus-resumable': '1.0.0', ...more }
        const answer = await fetch(address, { method, headers, body })
        if (!answer.ok) throw new Error(`${method} was answered ${answer.status}`)
      }
      const begun = performance.now()
      const metadata = `fileId ${btoa(id)},roomId ${btoa(room)}`
      await ask(to.uploads, 'POST', { 'upload-length': String(chosen.size), 'upload-metadata': metadata }, null)
      for (let at = 0; at < chosen.size; at += block) {
        const headers = { 'upload-offset': String(at), 'content-type': 'application/offset+octet-stream' }
        await ask(to.upload, 'PATCH', headers, chosen.slice(at, at + block))
      }
      const body = JSON.stringify({ roomId: room, sha256 })
      await ask(`${to.file}/completion`, 'POST', { 'content-type': 'application/json' }, body)
      return performance.now() - begun
    },
    [paths, authorization, roomId, fileId, file.sha256, blockBytes] as const,
  )
  return { fileId, ms }
}

/** From the service to the disk, by a page. */
export const downloadByPage = async (
  page: Page,
  { url, authorization, roomId }: At,
  { fileId, sizeBytes }: { fileId: string; sizeBytes: number },
): Promise<number> => {
  const ms = await page.evaluate(
    async ([address, auth, size, block]) => {
      const begun = performance.now()
      const root = await navigator.storage.getDirectory()
      const disk = await (await root.getFileHandle('plain', { create: true })).createWritable()
      for (let at = 0; at < size; at += block) {
        const headers = { authorization: auth, range: `bytes=${at}-${Math.min(size, at + block) - 1}` }
        await disk.write(await (await fetch(address, { headers })).arrayBuffer())
      }
      await disk.close()
      return performance.now() - begun
    },
    [url + filePath(fileId, roomId), authorization, sizeBytes, blockBytes] as const,
  )
  await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('plain'))
  return ms
}
