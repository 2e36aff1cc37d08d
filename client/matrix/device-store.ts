import { committed, openDatabase, settled } from '../local-store/database.ts'

/** What this browser keeps of one signed-in device; the secrets among it are sealed (`secrets.ts`). */

export const deviceDatabase = 'consilium-device'
const shelf = 'kept'

/** Opens and closes each time: an open connection would stand in the way of wiping, in this tab and in others. */
const withShelf = async <T>(mode: IDBTransactionMode, work: (kept: IDBObjectStore) => T): Promise<Awaited<T>> => {
  const database = await openDatabase(deviceDatabase, { [shelf]: {} })
  try {
    const transaction = database.transaction(shelf, mode, { durability: 'strict' })
    const [result] = await Promise.all([work(transaction.objectStore(shelf)), committed(transaction)])
    return result
  } finally {
    database.close()
  }
}

export const readKept = (name: string): Promise<unknown> => withShelf('readonly', (kept) => settled(kept.get(name)))

/** All of them or none, and with them goes what is named in `gone`. */
export const keep = (entries: Record<string, unknown>, gone: readonly string[] = []): Promise<void> =>
  withShelf('readwrite', (kept) => {
    for (const [name, value] of Object.entries(entries)) kept.put(value, name)
    for (const name of gone) kept.delete(name)
  })

export const forget = (name: string): Promise<void> =>
  withShelf('readwrite', (kept) => {
    kept.delete(name)
  })
