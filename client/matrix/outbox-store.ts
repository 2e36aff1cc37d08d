import { committed, openDatabase, settled } from '../local-store/database.ts'
import { type Sealed, sealJson, unsealJson } from '../local-store/sealed.ts'
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

type Row = { txnId: string; order: number } & Sealed

const shelf = 'entries'

const outboxDatabase = (userId: string) => `consilium-outbox ${userId}`

/** Content, room and type are readable with `localKey` only. */
export const openOutboxStore = async (userId: string, localKey: CryptoKey): Promise<OutboxStore> => {
  const database = await openDatabase(outboxDatabase(userId), { [shelf]: { keyPath: 'txnId' } })
  const written = new Map<string, number>()
  let newest = 0
  /** Encrypting may take longer for one than for the next: what was queued first is on disk first. */
  let lastWrite: Promise<unknown> = Promise.resolve()

  const seal = async (entry: KeptEntry, order: number): Promise<Row> => ({
    txnId: entry.txnId,
    order,
    ...(await sealJson(localKey, entry.txnId, entry)),
  })
  const unseal = async (row: Row): Promise<KeptEntry[]> => {
    const entry = await unsealJson(localKey, row.txnId, row)
    return entry === undefined ? [] : [entry as KeptEntry]
  }

  return {
    async read() {
      const rows: Row[] = await settled(database.transaction(shelf).objectStore(shelf).getAll())
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
