import type { Bytes } from '#shared/case-files/bytes.ts'
import type { Range } from '#shared/case-files/records.ts'
import type { EncryptAnswer, EncryptQuestion } from '../workers/encrypt-file.ts'
import { callWorker } from '../workers/worker-calls.ts'
import type { UploadPlan } from './upload-plan.ts'

/** The ciphertext of a file, made by a worker while it is sent. One block is ready while the one before is under way. */
export type EncryptedSource = {
  sealedBytes: number
  commitment: string
  read(range: Range): Promise<Bytes>
  sha256(): string | null
} & Disposable

type Reading = { range: Range; block: Promise<Bytes> }

export const openSource = async (
  plan: UploadPlan,
  file: Blob,
  knownTags: Bytes,
  keepTags: (firstChunk: number, tags: Bytes) => Promise<void>,
): Promise<EncryptedSource> => {
  const worker = callWorker<EncryptQuestion, EncryptAnswer>(
    new Worker(new URL('../workers/encrypt-file.ts', import.meta.url), { type: 'module' }),
  )
  let sha256: string | null = null
  let current: Reading | null = null
  let ahead: Reading | null = null

  const ask = async (range: Range): Promise<Bytes> => {
    const answer = await worker.ask({ kind: 'read', range })
    if (answer.kind !== 'block') throw new Error('The worker answered something else.')
    const { firstNewTag, newTags } = answer.block
    if (newTags.length > 0) await keepTags(firstNewTag, newTags)
    sha256 = answer.sha256 ?? sha256
    return answer.block.bytes
  }
  const begin = (range: Range): Reading => {
    const block = ask(range)
    block.catch(() => {})
    return { range, block }
  }
  const isOf = (reading: Reading | null, { start, end }: Range) =>
    reading?.range.start === start && reading.range.end === end

  const { fileId, secret, chunkBytes } = plan
  const opened = await worker.ask({ kind: 'open', file, fileId, secret, chunkBytes, knownTags }).catch((error) => {
    worker[Symbol.dispose]()
    throw error
  })
  if (opened.kind !== 'opened') throw new Error('The worker answered something else.')
  const { sealedBytes, commitment } = opened

  return {
    sealedBytes,
    commitment,
    sha256: () => sha256,
    async read(range) {
      if (!isOf(current, range)) current = isOf(ahead, range) ? ahead : begin(range)
      const reading = current ?? begin(range)
      const following = { start: range.end, end: Math.min(sealedBytes, 2 * range.end - range.start) }
      if (following.start < following.end && !isOf(ahead, following)) ahead = begin(following)
      return reading.block
    },
    [Symbol.dispose]: () => worker[Symbol.dispose](),
  }
}
