import { filePath } from '#shared/case-files/api.ts'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import { chunkCount, sealedBytes, sealedRange } from '#shared/case-files/records.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ApiError, type ClinicApi, errorCodeOf, readApiError } from '../clinic-api/index.ts'
import type { Target } from '../ui/save-target.ts'
import type { DecryptAnswer, DecryptQuestion } from '../workers/decrypt-file.ts'
import { callWorker, WorkerFault } from '../workers/worker-calls.ts'
import { pauseMs, waitForConnection } from './wait-for-connection.ts'

/** What came is not what the sender sealed. Nothing of it is shown or saved. */
export class FileDamaged extends Error {
  override name = 'FileDamaged'
}

export const chunksPerRequest = 8
const triesPerBlock = 6

export type FileSource = {
  api: Pick<ClinicApi, 'fetchAt'>
  roomId: RoomId
  manifest: CaseFileManifest
  signal: AbortSignal
}

export type Reading = FileSource & {
  /** Bytes that are here and decrypted. */
  onProgress(bytes: number): void
}

type Block = { start: number; end: number }

/** Whole chunks; the first block has the preamble too. */
const blocksOf = ({ sizeBytes, chunkBytes }: CaseFileManifest): Block[] => {
  const layout = { plainBytes: sizeBytes, chunkBytes }
  const count = chunkCount(layout)
  return Array.from({ length: Math.ceil(count / chunksPerRequest) }, (_, i) => {
    const first = i * chunksPerRequest
    const last = Math.min(count, first + chunksPerRequest) - 1
    return { start: i === 0 ? 0 : sealedRange(layout, first).start, end: sealedRange(layout, last).end }
  })
}

const fetchOnce = async (reading: FileSource, { start, end }: Block): Promise<ArrayBuffer> => {
  const { api, manifest, roomId, signal } = reading
  const response = await api.fetchAt(manifest.server, filePath(manifest.fileId, roomId), {
    headers: { range: `bytes=${start}-${end - 1}` },
    signal,
  })
  if (response.status === 416) throw new FileDamaged()
  if (!response.ok) {
    const refusal = await readApiError(response)
    // The clinic itself sees that its store has another file than it took.
    throw refusal.code === 'wrong-hash' ? new FileDamaged() : refusal
  }
  // Something in between that does not know ranges would send gigabytes.
  if (response.status !== 206) throw new ApiError('internal')
  const total = sealedBytes({ plainBytes: manifest.sizeBytes, chunkBytes: manifest.chunkBytes })
  if (response.headers.get('content-range') !== `bytes ${start}-${end - 1}/${total}`) throw new FileDamaged()
  return response.arrayBuffer()
}

const passing: readonly ErrorCode[] = [
  'internal',
  'partner-unreachable',
  'homeserver-unreachable',
  'store-unreachable',
  'rate-limited',
]

/** A line that breaks costs a block, not the file. */
export const fetchBlock = async (reading: FileSource, block: Block): Promise<ArrayBuffer> => {
  for (let tries = 0; ; tries += 1) {
    try {
      return await fetchOnce(reading, block)
    } catch (error) {
      reading.signal.throwIfAborted()
      if (error instanceof FileDamaged) throw error
      if (tries + 1 === triesPerBlock || !passing.includes(errorCodeOf(error))) throw error
      await waitForConnection(pauseMs(tries), reading.signal)
    }
  }
}

/** Gives the plaintext out in order, each piece verified. Throws `FileDamaged`, `ApiError`, or the reason of the signal. */
const deliver = async (reading: Reading, take: (plain: ArrayBuffer[]) => Promise<void>): Promise<void> => {
  const { manifest, signal, onProgress } = reading
  using worker = callWorker<DecryptQuestion, DecryptAnswer>(
    new Worker(new URL('../workers/decrypt-file.ts', import.meta.url), { type: 'module' }),
  )
  const blocks = blocksOf(manifest)
  let done = 0
  try {
    await worker.ask({ kind: 'open', manifest })
    const begin = (index: number): Promise<ArrayBuffer> | null => {
      const block = blocks[index]
      if (!block) return null
      const fetching = fetchBlock(reading, block)
      fetching.catch(() => {})
      return fetching
    }
    let next = begin(0)
    for (let index = 0; next; index += 1) {
      const block: ArrayBuffer = await next
      // The next one comes while this one is decrypted.
      next = begin(index + 1)
      const { plain } = await worker.ask({ kind: 'take', block }, [block])
      done += plain.reduce((sum, { byteLength }) => sum + byteLength, 0)
      await take(plain)
      onProgress(done)
      signal.throwIfAborted()
    }
    await worker.ask({ kind: 'finish' })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof WorkerFault && error.fault === 'TamperedFile') throw new FileDamaged()
    throw error
  }
}

/**
 * Fetches and decrypts a whole file. What it returns was verified to the last byte; memory stays flat, because the
 * browser keeps what is decrypted outside of it.
 */
export const readCaseFile = async (reading: Reading): Promise<Blob> => {
  const parts: Blob[] = []
  await deliver(reading, async (plain) => void parts.push(new Blob(plain)))
  // As bytes, whatever its sender calls it: a browser must not take it for a page.
  return new Blob(parts, { type: 'application/octet-stream' })
}

/** The same straight to the disk, which holds a few blocks in memory; the file takes its place when all is verified. */
export const saveCaseFile = async (reading: Reading, target: Target): Promise<void> => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const giving = deliver(reading, async (plain) => {
    for (const piece of plain) await writer.write(new Uint8Array(piece))
  }).then(
    () => writer.close(),
    async (error) => {
      await writer.abort(error).catch(() => {})
      throw error
    },
  )
  await Promise.all([giving, target.write(readable, reading.signal)])
}
