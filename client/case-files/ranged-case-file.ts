import { type Bytes, joined } from '#shared/case-files/bytes.ts'
import { chunksOfPlain, sealedRange } from '#shared/case-files/records.ts'
import type { DecryptAnswer, DecryptQuestion } from '../workers/decrypt-file.ts'
import { callWorker, WorkerFault } from '../workers/worker-calls.ts'
import { chunksPerRequest, FileDamaged, type FileSource, fetchBlock } from './read-case-file.ts'

/** Parts of a stored file, each verified before it is given out. */
export type RangedFile = {
  sizeBytes: number
  /** Throws `FileDamaged`, `ApiError`, or the reason of the signal. */
  read(start: number, end: number): Promise<Bytes>
} & Disposable

/** Of plaintext, so that neighbours in one chunk are fetched once. */
const mostKeptBytes = 48 * 1024 * 1024

/** Reads any part of a file without the rest of it: what is asked for again soon is at hand. */
export const openRangedFile = async (source: FileSource): Promise<RangedFile> => {
  const { manifest, signal } = source
  const layout = { plainBytes: manifest.sizeBytes, chunkBytes: manifest.chunkBytes }
  const worker = callWorker<DecryptQuestion, DecryptAnswer>(
    new Worker(new URL('../workers/decrypt-file.ts', import.meta.url), { type: 'module' }),
  )
  const ask = async (question: DecryptQuestion, moved: Transferable[] = []): Promise<ArrayBuffer[]> => {
    try {
      return (await worker.ask(question, moved)).plain
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof WorkerFault && error.fault === 'TamperedFile') throw new FileDamaged()
      throw error
    }
  }
  const kept = new Map<number, Promise<ArrayBuffer>>()
  const mostKept = Math.max(4, Math.floor(mostKeptBytes / manifest.chunkBytes))

  const fetchChunks = async (first: number, last: number): Promise<ArrayBuffer[]> => {
    const block = { start: sealedRange(layout, first).start, end: sealedRange(layout, last).end }
    const sealed = await fetchBlock(source, block)
    return ask({ kind: 'chunks', first, block: sealed }, [sealed])
  }
  /** Those that are missing side by side come with one request. */
  const begin = (first: number, last: number) => {
    const coming = fetchChunks(first, last)
    for (let index = first; index <= last; index += 1) {
      const chunk = coming.then((chunks) => {
        const found = chunks[index - first]
        if (!found) throw new FileDamaged()
        return found
      })
      // What could not be had is asked for again.
      chunk.catch(() => kept.delete(index))
      kept.set(index, chunk)
    }
  }
  const chunkAt = (index: number): Promise<ArrayBuffer> => {
    const chunk = kept.get(index)
    if (!chunk) throw new Error('The chunk was not asked for.')
    // The least used go first.
    kept.delete(index)
    kept.set(index, chunk)
    return chunk
  }

  await ask({ kind: 'open-chunks', manifest }).catch((error) => {
    worker[Symbol.dispose]()
    throw error
  })

  return {
    sizeBytes: manifest.sizeBytes,
    async read(start, end) {
      const { first, last } = chunksOfPlain(layout, { start, end })
      for (let index = first; index <= last; ) {
        if (kept.has(index)) {
          index += 1
          continue
        }
        let until = index
        while (until < last && until - index + 1 < chunksPerRequest && !kept.has(until + 1)) until += 1
        begin(index, until)
        index = until + 1
      }
      const wanted = Array.from({ length: last - first + 1 }, (_, at) => chunkAt(first + at))
      for (const index of kept.keys()) {
        if (kept.size <= mostKept) break
        if (index < first || index > last) kept.delete(index)
      }
      const chunks = await Promise.all(wanted)
      const from = first * layout.chunkBytes
      const [only] = chunks
      if (chunks.length === 1 && only) return new Uint8Array(only.slice(start - from, end - from))
      return joined(...chunks.map((chunk) => new Uint8Array(chunk))).slice(start - from, end - from)
    },
    [Symbol.dispose]: () => worker[Symbol.dispose](),
  }
}
