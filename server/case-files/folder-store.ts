import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ServiceConfig } from '../config.ts'
import type { ByteRange } from './byte-range.ts'
import type { FileStore } from './file-store.ts'

const readBytes = 512 * 1024
/** What the disk keeps for the database and for others. */
const spareBytes = 64 * 1024 * 1024

type Settings = Pick<ServiceConfig, 'dataDir'>

export const uploadsFolder = ({ dataDir }: Settings): string => join(dataDir, 'case-files', 'uploads')

/** While bytes come. */
export const uploadPlace = (config: Settings, fileId: string): string => join(uploadsFolder(config), fileId)

/** For good. The first two digits keep folders small. */
export const filePlace = ({ dataDir }: Settings, fileId: string): string =>
  join(dataDir, 'case-files', 'files', fileId.slice(0, 2), fileId)

const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Null when there is none. */
const sizeOf = async (path: string): Promise<number | null> => {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

/** What a rename or a new name costs to survive a power cut. */
const syncFolder = async (path: string): Promise<void> => {
  await using folder = await open(path, 'r')
  await folder.sync()
}

const hashOf = async (file: FileHandle): Promise<string> => {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(readBytes)
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(buffer.subarray(0, bytesRead))
  }
}

/** Opens the file when somebody reads, so that an answer that nobody wants any more leaves nothing open. */
const bodyOf = (path: string, { start, end }: ByteRange): ReadableStream<Uint8Array> => {
  let file: FileHandle | null = null
  let at = start
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          file ??= await open(path, 'r')
          const buffer = Buffer.allocUnsafe(Math.min(readBytes, end - at))
          const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
          if (bytesRead === 0) throw new Error('The file is shorter than it was.')
          at += bytesRead
          controller.enqueue(buffer.subarray(0, bytesRead))
          if (at < end) return
          await file.close()
          controller.close()
        } catch (error) {
          await file?.close()
          throw error
        }
      },
      cancel: () => file?.close(),
    },
    { highWaterMark: 0 },
  )
}

/** Keeps ciphertext in the service's own folder. */
export const openFolderStore = (config: Settings): FileStore => {
  const upload = (fileId: string) => uploadPlace(config, fileId)
  const place = (fileId: string) => filePlace(config, fileId)
  const uploads = () => {
    mkdirSync(uploadsFolder(config), { recursive: true, mode: 0o700 })
    return uploadsFolder(config)
  }
  return {
    // Whether it can be written to is asked of the disk anyway.
    fault: async () => null,
    async hasSpace(bytes) {
      const { bavail, bsize } = await statfs(uploads())
      return bavail * bsize > bytes + spareBytes
    },
    async begin({ fileId }) {
      uploads()
      await writeFile(upload(fileId), '', { mode: 0o600 })
      return null
    },
    arrived: ({ fileId }) => sizeOf(upload(fileId)),
    async write({ fileId }, bytes, offset) {
      const file = createWriteStream(upload(fileId), { flags: 'r+', start: offset })
      await pipeline(bytes, file)
      return offset + file.bytesWritten
    },
    async seal({ fileId }) {
      await using file = await open(upload(fileId), 'r+')
      await file.sync()
      return await hashOf(file)
    },
    async keep({ fileId }) {
      const from = upload(fileId)
      const to = place(fileId)
      await mkdir(dirname(to), { recursive: true, mode: 0o700 })
      await syncFolder(dirname(dirname(to)))
      try {
        await rename(from, to)
      } catch (error) {
        if (!isAbsent(error)) throw error
        if ((await sizeOf(to)) === null) return false
      }
      await syncFolder(dirname(to))
      await syncFolder(uploads())
      return true
    },
    async read({ fileId, sizeBytes }, range) {
      const path = place(fileId)
      return (await sizeOf(path)) === sizeBytes ? bodyOf(path, range) : null
    },
    isWhole: async ({ fileId, sizeBytes }) => (await sizeOf(place(fileId))) === sizeBytes,
    async remove({ fileId }) {
      await rm(upload(fileId), { force: true })
      await rm(place(fileId), { force: true })
    },
    // Uploads are begun after they are known.
    async removeUnknown() {},
  }
}
