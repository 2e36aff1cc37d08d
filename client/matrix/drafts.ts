import type { Drafts } from './types.ts'

/** After so long without a change it is on the disk; what is forgotten is forgotten at once. */
const settleMs = 300
const shelf = 'drafts'
const nonceBytes = 12

type Row = { id: string; nonce: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }
type Content = { name: string; draft: unknown }

export type OpenDrafts = Drafts & {
  /** Resolves when everything is on the disk. */
  close(): Promise<void>
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const openDatabase = async (userId: string): Promise<IDBDatabase> => {
  const request = indexedDB.open(`consilium-drafts ${userId}`, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(shelf, { keyPath: 'id' })
  const database = await done(request)
  // Signing out deletes the database; an open connection must not stand in the way.
  database.onversionchange = () => database.close()
  return database
}

// Bound to its id, so that one draft cannot be put in place of another.
const cipher = (nonce: Uint8Array<ArrayBuffer>, id: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv: nonce,
  additionalData: new TextEncoder().encode(`draft ${id}`),
})

const seal = async (key: CryptoKey, id: string, content: Content): Promise<Row> => {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const bytes = new TextEncoder().encode(JSON.stringify(content))
  return { id, nonce, sealed: await crypto.subtle.encrypt(cipher(nonce, id), key, bytes) }
}

const unseal = async (key: CryptoKey, { id, nonce, sealed }: Row): Promise<[string, Content][]> => {
  try {
    const bytes = await crypto.subtle.decrypt(cipher(nonce, id), key, sealed)
    return [[id, JSON.parse(new TextDecoder().decode(bytes))]]
  } catch {
    // Written with the key of an earlier sign-in: nobody can read it any more.
    return []
  }
}

/** What is written and not sent, for the next start. Text, place and kind are readable with `localKey` only. */
export const openDrafts = async (userId: string, localKey: CryptoKey): Promise<OpenDrafts> => {
  const database = await openDatabase(userId)
  const rows: Row[] = await done(database.transaction(shelf).objectStore(shelf).getAll())
  const drafts = new Map<string, unknown>()
  const ids = new Map<string, string>()
  for (const [id, { name, draft }] of (await Promise.all(rows.map((row) => unseal(localKey, row)))).flat()) {
    drafts.set(name, draft)
    ids.set(name, id)
  }

  const changed = new Set<string>()
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastWrite: Promise<unknown> = Promise.resolve()

  const write = async (name: string) => {
    const id = ids.get(name) ?? crypto.randomUUID()
    ids.set(name, id)
    const row = drafts.has(name) ? await seal(localKey, id, { name, draft: drafts.get(name) }) : null
    const transaction = database.transaction(shelf, 'readwrite')
    const drawer = transaction.objectStore(shelf)
    if (row) await done(drawer.put(row))
    else await done(drawer.delete(id))
  }
  const flush = (): Promise<unknown> => {
    clearTimeout(timer)
    const names = [...changed]
    changed.clear()
    // A disk that is full must not stop anybody from writing: the draft is still in memory.
    for (const name of names) lastWrite = lastWrite.then(() => write(name)).catch(() => {})
    return lastWrite
  }
  const onHidden = () => {
    if (document.visibilityState === 'hidden') void flush()
  }
  globalThis.document?.addEventListener('visibilitychange', onHidden)

  return {
    read: (name) => drafts.get(name) ?? null,
    keep(name, draft) {
      if (isClosed) return
      if (draft === null) {
        if (!drafts.delete(name)) return
      } else drafts.set(name, structuredClone(draft))
      changed.add(name)
      clearTimeout(timer)
      if (draft === null) void flush()
      else timer = setTimeout(flush, settleMs)
    },
    async close() {
      isClosed = true
      globalThis.document?.removeEventListener('visibilitychange', onHidden)
      await flush()
      database.close()
    },
  }
}
