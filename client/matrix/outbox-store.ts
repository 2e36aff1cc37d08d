import type { OutboxEntry } from './types.ts'

/** What is kept of an entry; `sending` is a state of the running client only. */
export type KeptEntry = Omit<OutboxEntry, 'state'>

/** What is not sent yet, on disk, so that closing the browser loses nothing. */
export type OutboxStore = {
  /** In the order in which they were queued. */
  read(): Promise<KeptEntry[]>
  /** Resolves when it is on disk. */
  write(entry: KeptEntry): Promise<void>
  remove(txnId: string): Promise<void>
  close(): void
}

type Row = { txnId: string; order: number; nonce: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }

const shelf = 'entries'
const nonceBytes = 12

const outboxDatabase = (userId: string) => `consilium-outbox ${userId}`

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const committed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })

const openDatabase = async (userId: string): Promise<IDBDatabase> => {
  const request = indexedDB.open(outboxDatabase(userId), 1)
  request.onupgradeneeded = () => request.result.createObjectStore(shelf, { keyPath: 'txnId' })
  const database = await done(request)
  // Signing out deletes the database; an open connection must not stand in the way.
  database.onversionchange = () => database.close()
  return database
}

/** Content, room and type are readable with `localKey` only. */
export const openOutboxStore = async (userId: string, localKey: CryptoKey): Promise<OutboxStore> => {
  const database = await openDatabase(userId)
  const written = new Map<string, number>()
  let newest = 0
  /** Encrypting may take longer for one than for the next: what was queued first is on disk first. */
  let lastWrite: Promise<unknown> = Promise.resolve()

  // Bound to its transaction id, so that one entry cannot be put in place of another.
  const cipher = (nonce: Uint8Array<ArrayBuffer>, txnId: string): AesGcmParams => ({
    name: 'AES-GCM',
    iv: nonce,
    additionalData: new TextEncoder().encode(txnId),
  })
  const seal = async (entry: KeptEntry, order: number): Promise<Row> => {
    const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
    const bytes = new TextEncoder().encode(JSON.stringify(entry))
    return {
      txnId: entry.txnId,
      order,
      nonce,
      sealed: await crypto.subtle.encrypt(cipher(nonce, entry.txnId), localKey, bytes),
    }
  }
  const unseal = async ({ txnId, nonce, sealed }: Row): Promise<KeptEntry[]> => {
    try {
      return [JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(cipher(nonce, txnId), localKey, sealed)))]
    } catch {
      // Written with the key of an earlier sign-in: nobody can read it any more.
      return []
    }
  }

  return {
    async read() {
      const rows: Row[] = await done(database.transaction(shelf).objectStore(shelf).getAll())
      rows.sort((a, b) => a.order - b.order)
      for (const { txnId, order } of rows) written.set(txnId, order)
      newest = rows.at(-1)?.order ?? 0
      return (await Promise.all(rows.map(unseal))).flat()
    },
    write(entry) {
      const order = written.get(entry.txnId) ?? newest + 1
      newest = Math.max(newest, order)
      written.set(entry.txnId, order)
      const writing = lastWrite
        .catch(() => {})
        .then(async () => {
          const row = await seal(entry, order)
          const transaction = database.transaction(shelf, 'readwrite', { durability: 'strict' })
          transaction.objectStore(shelf).put(row)
          await committed(transaction)
        })
      lastWrite = writing
      return writing
    },
    async remove(txnId) {
      written.delete(txnId)
      const transaction = database.transaction(shelf, 'readwrite')
      transaction.objectStore(shelf).delete(txnId)
      await committed(transaction)
    },
    close: () => database.close(),
  }
}
