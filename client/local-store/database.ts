/** IndexedDB as promises. */

export const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** Resolves when it is on the disk. */
export const committed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })

/** With these shelves in it; rows of a shelf with a key path are named by it. */
export const openDatabase = async (
  name: string,
  shelves: Readonly<Record<string, IDBObjectStoreParameters>>,
): Promise<IDBDatabase> => {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => {
    for (const [shelf, parameters] of Object.entries(shelves)) request.result.createObjectStore(shelf, parameters)
  }
  const database = await settled(request)
  // Signing out deletes the database; an open connection must not stand in the way.
  database.onversionchange = () => database.close()
  return database
}
