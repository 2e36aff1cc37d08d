import { type Bytes, bytesOfAscii, bytesOfHex, joined } from './bytes.ts'

/**
 * An encrypted case file, version 1:
 *
 *     preamble (64 bytes) = header (32) ‖ key commitment (32)
 *     chunk 0 ‖ chunk 1 ‖ … each AES-256-GCM: ciphertext as long as its plaintext, then the tag (16)
 *
 *     header = "CCF" ‖ version (1) ‖ chunk size (4) ‖ length of the plaintext (8) ‖ file id (16), big-endian
 *     nonce of chunk k = k (11 bytes, big-endian) ‖ 1 if it is the last, else 0
 *     associated data of every chunk = the preamble
 *     key = HKDF-SHA-256(secret, salt = file id, info = keyInfo), commitment = the same with commitmentInfo
 *
 * Every chunk but the last has the full size, and an empty file has one empty chunk. So any range can be read by
 * itself, and nothing can be cut, swapped, appended or taken from another file. The commitment stands in what is
 * stored, because with AES-GCM alone one ciphertext can be made that opens to two contents under two keys.
 */
export const recordsVersion = 1
export const secretBytes = 32
export const commitmentBytes = 32
export const tagBytes = 16
export const preambleBytes = 64
export const defaultChunkBytes = 1024 * 1024
/** What a reader takes: less costs too many tags, more too much memory. */
export const chunkBytesLimits = { min: 64 * 1024, max: 16 * 1024 * 1024 } as const

export const keyInfo = bytesOfAscii('consilium case file v1 key')
export const commitmentInfo = bytesOfAscii('consilium case file v1 commitment')

export type Layout = { plainBytes: number; chunkBytes: number }

export const bytesOfFileId = (fileId: string): Bytes => bytesOfHex(fileId.replaceAll('-', ''))

export const headerOf = ({ plainBytes, chunkBytes }: Layout, fileId: string): Bytes => {
  const numbers = new Uint8Array(12)
  const view = new DataView(numbers.buffer)
  view.setUint32(0, chunkBytes)
  view.setBigUint64(4, BigInt(plainBytes))
  return joined(bytesOfAscii('CCF'), Uint8Array.of(recordsVersion), numbers, bytesOfFileId(fileId))
}

export const preambleOf = (layout: Layout, fileId: string, commitment: Uint8Array): Bytes =>
  joined(headerOf(layout, fileId), commitment)

export const chunkCount = ({ plainBytes, chunkBytes }: Layout): number =>
  Math.max(1, Math.ceil(plainBytes / chunkBytes))

export const sealedBytes = (layout: Layout): number => preambleBytes + layout.plainBytes + chunkCount(layout) * tagBytes

/** A limit is of the files that people choose; what is stored of one that is just as large is a little larger. */
export const sealedLimit = (plainBytes: number): number => sealedBytes({ plainBytes, chunkBytes: defaultChunkBytes })

export type Range = { start: number; end: number }

/** Where the plaintext of a chunk lies in the file; `end` is the first byte after it. */
export const plainRange = ({ plainBytes, chunkBytes }: Layout, index: number): Range => ({
  start: index * chunkBytes,
  end: Math.min(plainBytes, (index + 1) * chunkBytes),
})

/** Where a chunk lies in what is stored. */
export const sealedRange = (layout: Layout, index: number): Range => {
  const { start, end } = plainRange(layout, index)
  const before = preambleBytes + index * tagBytes
  return { start: before + start, end: before + end + tagBytes }
}

type Chunks = { first: number; last: number }

const clamp = (index: number, layout: Layout) => Math.min(Math.max(0, index), chunkCount(layout) - 1)

/** The chunks that a range of the plaintext lies in; to read it, fetch from the start of the first to the end of the last. */
export const chunksOfPlain = (layout: Layout, { start, end }: Range): Chunks => ({
  first: clamp(Math.floor(start / layout.chunkBytes), layout),
  last: clamp(Math.ceil(end / layout.chunkBytes) - 1, layout),
})

/** The chunks that a range of what is stored touches; null when it lies in the preamble. */
export const chunksOfSealed = (layout: Layout, { start, end }: Range): Chunks | null => {
  if (end <= preambleBytes) return null
  const stride = layout.chunkBytes + tagBytes
  return {
    first: clamp(Math.floor((start - preambleBytes) / stride), layout),
    last: clamp(Math.ceil((end - preambleBytes) / stride) - 1, layout),
  }
}

/** Never the same twice under one key: that would give away both texts. */
export const nonceOf = (layout: Layout, index: number): Bytes => {
  const nonce = new Uint8Array(12)
  new DataView(nonce.buffer).setBigUint64(3, BigInt(index))
  nonce[11] = index === chunkCount(layout) - 1 ? 1 : 0
  return nonce
}
