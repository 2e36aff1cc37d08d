import { deviceDatabase } from './device-store.ts'

/** Set while a wipe is under way: a tab that is closed in the middle of it leaves the rest to the next start. */
const mark = 'consilium.wiping'
/** How the person likes the screen says nothing about anybody. */
const kept: readonly string[] = ['consilium.language', 'consilium.theme', mark]
/**
 * The files of the application say nothing about anybody, and the next person starts from them. Written here once more:
 * the service worker shares no module with a page (`client/workers/shell-files.ts`).
 */
const shellCache = 'consilium-shell'
/** A connection that another tab or the SDK still holds delays a deletion; the browser finishes it later. */
const heldMs = 1_500

/** False when it could not be deleted yet. */
export const deleteDatabase = (name: string): Promise<boolean> =>
  new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const end = (isGone: boolean) => {
      clearTimeout(timer)
      resolve(isGone)
    }
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => end(true)
    request.onerror = () => end(false)
    request.onblocked = () => {
      timer = setTimeout(() => end(false), heldMs)
    }
  })

const deleteDatabases = async (): Promise<boolean> => {
  const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? [])
  return (await Promise.all(names.map(deleteDatabase))).every(Boolean)
}

const deleteCaches = async (): Promise<boolean> => {
  if (!('caches' in globalThis)) return true
  const names = (await caches.keys()).filter((name) => name !== shellCache)
  return (await Promise.all(names.map((name) => caches.delete(name)))).every(Boolean)
}

const deleteFiles = async (): Promise<boolean> => {
  if (!globalThis.navigator?.storage?.getDirectory) return true
  const root = await navigator.storage.getDirectory()
  const names: string[] = []
  for await (const name of root.keys()) names.push(name)
  await Promise.all(names.map((name) => root.removeEntry(name, { recursive: true })))
  return true
}

/** What is shown is taken back, and the push service forgets this browser, which nobody may wake any more. */
const endNotifications = async (): Promise<boolean> => {
  await globalThis.navigator?.clearAppBadge?.()
  const registration = await globalThis.navigator?.serviceWorker?.getRegistration()
  for (const shown of (await registration?.getNotifications()) ?? []) shown.close()
  await (await registration?.pushManager?.getSubscription())?.unsubscribe()
  return true
}

const deleteSettings = (): boolean => {
  for (const name of Object.keys(localStorage)) if (!kept.includes(name)) localStorage.removeItem(name)
  sessionStorage.clear()
  return true
}

const tried = async (part: () => boolean | Promise<boolean>): Promise<boolean> => {
  try {
    return await part()
  } catch {
    return false
  }
}

/**
 * Removes everything of ours from this browser but language and theme. The key that wraps the rest goes first, so that
 * what an interruption leaves cannot be read. False when something is still held: `finishWipe` at the next start.
 */
export const wipeDevice = async (): Promise<boolean> => {
  localStorage.setItem(mark, 'yes')
  const isKeyGone = await tried(() => deleteDatabase(deviceDatabase))
  const parts = await Promise.all(
    [deleteDatabases, deleteCaches, deleteFiles, endNotifications, deleteSettings].map(tried),
  )
  const isDone = isKeyGone && parts.every(Boolean)
  if (isDone) localStorage.removeItem(mark)
  return isDone
}

/** A new device has taken the place of the wiped one: what is still held is of no use to anybody, and goes later. */
export const leaveRestOfWipe = (): void => localStorage.removeItem(mark)

/** Call before anything is read at start. */
export const finishWipe = async (): Promise<boolean> => (localStorage.getItem(mark) ? wipeDevice() : true)
