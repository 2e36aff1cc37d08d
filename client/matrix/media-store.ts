import { committed, openDatabase, settled } from '../local-store/database.ts'
import { isFull } from './errors.ts'

/**
 * Files that are waiting to be sent, as the homeserver will get them: ciphertext. Their keys are in the outbox, which
 * is sealed, so that what lies here is of no use to anybody else, nor to anybody once the person has signed out.
 */
export type MediaStore = {
  /** Resolves with its address when it is on the disk. Throws `QuotaExceededError`. */
  write(cipher: Blob): Promise<string>
  read(url: string): Promise<Blob | null>
  remove(url: string): Promise<void>
  /** What nothing refers to any more: left by a page that ended in between. */
  removeAllBut(urls: ReadonlySet<string>): Promise<void>
  close(): void
}

const shelf = 'files'

export const openMediaStore = async (userId: string): Promise<MediaStore> => {
  const database = await openDatabase(`consilium-media ${userId}`, { [shelf]: {} })
  const change = async (work: (files: IDBObjectStore) => void) => {
    const transaction = database.transaction(shelf, 'readwrite', { durability: 'strict' })
    work(transaction.objectStore(shelf))
    await committed(transaction)
  }
  return {
    async write(cipher) {
      const url = `local:${crypto.randomUUID()}`
      // What was read from the disk is sent from there: bytes that are sent, Chromium keeps until the page is closed.
      await change((files) => files.put(cipher, url)).catch(async (thrown: unknown) => {
        if (isFull(thrown)) throw thrown
        // Some browsers keep no blobs in private windows.
        const bytes = await cipher.arrayBuffer()
        await change((files) => files.put(bytes, url))
      })
      return url
    },
    async read(url) {
      const kept: unknown = await settled(database.transaction(shelf).objectStore(shelf).get(url))
      if (kept instanceof Blob) return kept
      return kept instanceof ArrayBuffer ? new Blob([kept]) : null
    },
    remove: (url) => change((files) => files.delete(url)),
    async removeAllBut(urls) {
      const kept = await settled(database.transaction(shelf).objectStore(shelf).getAllKeys())
      const left = kept.filter((url) => !urls.has(String(url)))
      if (left.length > 0)
        await change((files) => {
          for (const url of left) files.delete(url)
        })
    },
    close: () => database.close(),
  }
}
