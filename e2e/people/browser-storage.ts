import type { Person } from './person.ts'

/** What was begun and not sent is on the disk: longer than drafts take to settle, by the clock of the page itself. */
export const draftsKept = ({ page }: Person): Promise<void> =>
  page.evaluate(() => new Promise<void>((kept) => setTimeout(kept, 600)))

/**
 * Somebody turns to another tab for a moment: what has come so far is on the disk then. No browser without a screen has
 * one to turn to.
 */
export const turnAway = ({ page }: Person): Promise<void> =>
  page.evaluate(async () => {
    const turn = (visibilityState: DocumentVisibilityState) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibilityState })
      document.dispatchEvent(new Event('visibilitychange'))
    }
    turn('hidden')
    await new Promise((written) => setTimeout(written, 1_000))
    turn('visible')
  })

/** What a browser keeps for us: entries of each store of its databases, and names in the local storage. */
export const keptInBrowser = ({ page }: Person): Promise<{ entries: Record<string, number>; stored: string[] }> =>
  page.evaluate(async () => {
    const opened = (name: string) =>
      new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const countIn = (database: IDBDatabase, store: string) =>
      new Promise<number>((resolve, reject) => {
        const request = database.transaction(store).objectStore(store).count()
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const entries: Record<string, number> = {}
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await opened(name)
      for (const store of database.objectStoreNames) entries[`${name}/${store}`] = await countIn(database, store)
      database.close()
    }
    return { entries, stored: Object.keys(localStorage) }
  })

/** What lies in the browser's own file system, by its path, with the SHA-256 of what it holds. */
export const filesInBrowser = ({ page }: Person): Promise<{ path: string; sizeBytes: number; sha256: string }[]> =>
  page.evaluate(async () => {
    const found: { path: string; sizeBytes: number; sha256: string }[] = []
    const look = async (folder: FileSystemDirectoryHandle, at: string): Promise<void> => {
      for await (const [name, entry] of folder.entries()) {
        if (entry.kind === 'directory') {
          await look(entry as FileSystemDirectoryHandle, `${at}${name}/`)
          continue
        }
        const file = await (entry as FileSystemFileHandle).getFile()
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
        const sha256 = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
        found.push({ path: `${at}${name}`, sizeBytes: file.size, sha256 })
      }
    }
    await look(await navigator.storage.getDirectory(), '')
    return found
  })

/** As if something had been left in the browser's own file system. */
export const leaveInBrowser = ({ page }: Person, name: string): Promise<void> =>
  page.evaluate(async (called) => {
    const file = await (await navigator.storage.getDirectory()).getFileHandle(called, { create: true })
    const writable = await file.createWritable()
    await writable.write('left')
    await writable.close()
  }, name)
