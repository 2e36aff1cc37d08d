import type { Bytes } from '#shared/case-files/bytes.ts'

/**
 * Pieces of a file lie on the disk while they are sent: of a page with a service worker, Chromium keeps the body of
 * every request in memory until the page is closed (156: all of 1 GiB), and of a body that lies on the disk only where.
 */
const folderName = 'sending'

/** File System Standard, in workers only; the types of a page are loaded here as everywhere. */
type SyncAccess = { write(bytes: Bytes): number; close(): void }
type WorkerFileHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncAccess> }

export type Scratch = {
  /** As the body of the next request; the one before is sent by then. */
  lay(bytes: Bytes): Promise<Blob>
  clear(): Promise<void>
}

const ownDisk = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true })

/** Of one worker, by its page when it was ended in the middle. */
export const dropScratch = async (worker: string): Promise<void> =>
  (await ownDisk()).removeEntry(worker, { recursive: true })

/** In a worker. Where there is no room, or the browser allows no disk of its own, pieces stay in memory. */
export const openScratch = (worker: string): Scratch => {
  const clear = () => dropScratch(worker).catch(() => {})

  const write = async (bytes: Bytes): Promise<Blob> => {
    const own = await (await ownDisk()).getDirectoryHandle(worker, { create: true })
    const file = (await own.getFileHandle(crypto.randomUUID(), { create: true })) as WorkerFileHandle
    const access = await file.createSyncAccessHandle()
    try {
      if (access.write(bytes) < bytes.length) throw new Error('the disk is full')
    } finally {
      access.close()
    }
    return file.getFile()
  }
  return {
    async lay(bytes) {
      await clear()
      return write(bytes).catch(() => new Blob([bytes]))
    },
    clear,
  }
}

/** What an earlier page left in the middle of sending. */
export const clearScratch = async (): Promise<void> => {
  const root = await navigator.storage.getDirectory()
  await root.removeEntry(folderName, { recursive: true })
}
