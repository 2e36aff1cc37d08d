import type { Readable } from 'node:stream'
import type { StoreFault } from '../errors.ts'
import type { ByteRange } from './byte-range.ts'
import type { FileRow } from './queries.ts'

/** `ref`: what the store calls an upload that has begun there. */
export type StoredBytes = Pick<FileRow, 'fileId' | 'sizeBytes' | 'ref'>

/**
 * Where ciphertext lies: a folder of this machine, or a bucket of an S3-compatible store. What lies there and whose it
 * is stands in the database alone. Whatever throws `StoreUnusable` may work in a moment.
 */
export type FileStore = {
  /** Null when it can be used. */
  fault(): Promise<StoreFault | null>
  hasSpace(bytes: number): Promise<boolean>
  /** Begins an upload; the answer is its `ref`. */
  begin(upload: StoredBytes): Promise<string | null>
  /** How many of its bytes are there; null when none can be. */
  arrived(upload: StoredBytes): Promise<number | null>
  /** Takes what comes, from `offset` on; the answer is the next one. */
  write(upload: StoredBytes, bytes: Readable, offset: number): Promise<number>
  /** Ends an upload: what is there survives a power cut. SHA-256 of it, as the store gives it back. */
  seal(upload: StoredBytes): Promise<string>
  /** What is sealed becomes a file. Done twice it is done once; false when its bytes are nowhere. */
  keep(upload: StoredBytes): Promise<boolean>
  /** Null when the store has no such file, or one of another length. */
  read(file: StoredBytes, range: ByteRange): Promise<ReadableStream<Uint8Array> | null>
  isWhole(file: StoredBytes): Promise<boolean>
  /** All that there is of it, upload or file. */
  remove(file: StoredBytes): Promise<void>
  /** Uploads that were begun before this moment, and that nobody knows. */
  removeUnknown(isKnown: (fileId: string) => boolean, before: number): Promise<void>
}
