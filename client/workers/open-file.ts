import { createSHA256 } from 'hash-wasm'
import { type Bytes, bytesOfHex, isSame } from '#shared/case-files/bytes.ts'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import { chunkCount, preambleBytes, sealedBytes, sealedRange } from '#shared/case-files/records.ts'
import { openCipher, TamperedFile } from './case-file-cipher.ts'

export type OpenedFile = {
  /** Takes what is stored from where the last block ended: whole chunks, the first with the preamble. */
  take(block: ArrayBuffer): Promise<ArrayBuffer[]>
  /** After the last block. Only now is what was taken the file. */
  finish(): void
}

type Sealed = Pick<CaseFileManifest, 'fileId' | 'sizeBytes' | 'chunkBytes' | 'secret' | 'commitment'>

const openWithManifest = async ({ fileId, sizeBytes, chunkBytes, secret, commitment }: Sealed) => {
  const layout = { plainBytes: sizeBytes, chunkBytes }
  const cipher = await openCipher(layout, fileId, bytesOfHex(secret))
  if (!isSame(cipher.commitment, bytesOfHex(commitment))) throw new TamperedFile()
  return { layout, cipher }
}

/**
 * Opens chunks from anywhere in a stored file. Each is verified by itself: that it is this chunk of this file, of this
 * length. Throws `TamperedFile`.
 */
export const openChunks = async (manifest: Sealed) => {
  const { layout, cipher } = await openWithManifest(manifest)
  return async (first: number, block: ArrayBuffer): Promise<ArrayBuffer[]> => {
    const bytes = new Uint8Array(block)
    const from = sealedRange(layout, first).start
    const opened: ArrayBuffer[] = []
    for (let index = first, at = 0; at < bytes.length; index += 1) {
      if (index >= chunkCount(layout)) throw new TamperedFile()
      const { start, end } = sealedRange(layout, index)
      opened.push(await cipher.open(index, bytes.subarray(start - from, end - from)))
      at = end - from
    }
    return opened
  }
}

/** Reads a stored file from its beginning. Throws `TamperedFile` at the first byte that is not as it was sealed. */
export const openFile = async (manifest: Sealed & Pick<CaseFileManifest, 'sha256'>): Promise<OpenedFile> => {
  const { layout, cipher } = await openWithManifest(manifest)
  const hash = await createSHA256()
  hash.init()
  const count = chunkCount(layout)
  let next = 0
  let at = 0

  const openOne = async (bytes: Bytes, blockStart: number): Promise<ArrayBuffer> => {
    const { start, end } = sealedRange(layout, next)
    const sealed = bytes.subarray(start - blockStart, end - blockStart)
    if (sealed.length !== end - start) throw new TamperedFile()
    const plain = await cipher.open(next, sealed)
    next += 1
    at = end
    return plain
  }

  return {
    async take(block) {
      const bytes = new Uint8Array(block)
      const blockStart = at
      if (at === 0) {
        if (!isSame(bytes.subarray(0, preambleBytes), cipher.preamble)) throw new TamperedFile()
        at = preambleBytes
      }
      const opened: ArrayBuffer[] = []
      while (next < count && at < blockStart + bytes.length) opened.push(await openOne(bytes, blockStart))
      if (at !== blockStart + bytes.length) throw new TamperedFile()
      hash.update(bytes)
      return opened
    },
    finish() {
      if (next !== count || at !== sealedBytes(layout) || hash.digest('hex') !== manifest.sha256)
        throw new TamperedFile()
    },
  }
}
