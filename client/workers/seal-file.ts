import { createSHA256 } from 'hash-wasm'
import { type Bytes, isSame } from '#shared/case-files/bytes.ts'
import {
  chunkCount,
  chunksOfSealed,
  plainRange,
  preambleBytes,
  type Range,
  sealedBytes,
  sealedRange,
  tagBytes,
} from '#shared/case-files/records.ts'
import type { FileCipher } from './case-file-cipher.ts'

/** The file on the disk is not the one that was begun with. Its other bytes were not sealed with this key. */
export class FileChanged extends Error {
  override name = 'FileChanged'
}

/** `newTags`: of chunks from `firstNewTag` on; to be kept before a byte of them leaves the device. */
export type SealedBlock = { bytes: Bytes; firstNewTag: number; newTags: Bytes }

export type SealedFile = {
  sealedBytes: number
  read(range: Range): Promise<SealedBlock>
  /** SHA-256 of everything that is stored, once the last byte was read. */
  sha256(): string | null
}

/**
 * A file as it is stored, made while it is read: only a few chunks are in memory. A chunk may be read again, after
 * an interruption or in another run, but never sealed with other content: its tag has to be the one of the first
 * time. `knownTags` are those of earlier runs; what they cover is read anew, to prove that it is still the same file.
 */
export const sealFile = async (file: Blob, cipher: FileCipher, knownTags: Bytes): Promise<SealedFile> => {
  const { layout, preamble } = cipher
  const count = chunkCount(layout)
  const tags: Uint8Array[] = Array.from({ length: Math.floor(knownTags.length / tagBytes) }, (_, i) =>
    knownTags.slice(i * tagBytes, (i + 1) * tagBytes),
  )
  const hash = await createSHA256()
  hash.init().update(preamble)
  let hashedChunks = 0
  let sha256: string | null = null
  let last: { index: number; bytes: Bytes } | null = null
  let ahead: { index: number; sealing: Promise<Bytes> } | null = null

  const seal = async (index: number): Promise<Bytes> => {
    const { start, end } = plainRange(layout, index)
    let plain: ArrayBuffer
    try {
      plain = await file.slice(start, end).arrayBuffer()
    } catch {
      // Browsers refuse to read a file that was written to since it was chosen.
      throw new FileChanged()
    }
    if (plain.byteLength !== end - start) throw new FileChanged()
    return cipher.seal(index, plain)
  }

  const begin = (index: number): Promise<Bytes> => {
    if (ahead?.index === index) return ahead.sealing
    return seal(index)
  }

  const chunk = async (index: number): Promise<Bytes> => {
    if (last?.index === index) return last.bytes
    const sealing = begin(index)
    // The cipher works on the next one while this one is hashed.
    if (index + 1 < count) {
      ahead = { index: index + 1, sealing: begin(index + 1) }
      ahead.sealing.catch(() => {})
    }
    const bytes = await sealing
    const tag = bytes.slice(-tagBytes)
    const known = tags[index]
    if (known && !isSame(known, tag)) throw new FileChanged()
    tags[index] = tag
    if (index === hashedChunks) {
      hash.update(bytes)
      hashedChunks += 1
      if (hashedChunks === count) sha256 = hash.digest('hex')
    }
    last = { index, bytes }
    return bytes
  }

  const tagsFrom = (first: number, end: number): Bytes => {
    const out = new Uint8Array(Math.max(0, end - first) * tagBytes)
    for (let i = first; i < end; i += 1) out.set(tags[i] ?? [], (i - first) * tagBytes)
    return out
  }

  return {
    sealedBytes: sealedBytes(layout),
    sha256: () => sha256,
    async read(range) {
      const bytes = new Uint8Array(range.end - range.start)
      if (range.start < preambleBytes) bytes.set(preamble.subarray(range.start, Math.min(range.end, preambleBytes)))
      const firstNewTag = tags.length
      const touched = chunksOfSealed(layout, range)
      if (touched) {
        while (hashedChunks < touched.first) await chunk(hashedChunks)
        for (let index = touched.first; index <= touched.last; index += 1) {
          const sealed = await chunk(index)
          const { start, end } = sealedRange(layout, index)
          const from = Math.max(start, range.start)
          bytes.set(sealed.subarray(from - start, Math.min(end, range.end) - start), from - range.start)
        }
      }
      return { bytes, firstNewTag, newTags: tagsFrom(firstNewTag, tags.length) }
    },
  }
}
