import { createSignal } from 'solid-js'
import { openDatabase, settled } from '../local-store/database.ts'
import { type Sealed, sealJson, unsealJson } from '../local-store/sealed.ts'
import type { Drafts } from './types.ts'

/** What is written goes to the disk at once, and while somebody types so often; what is forgotten, always at once. */
const pauseMs = 300
const shelf = 'drafts'

type Row = { id: string } & Sealed
type Content = { name: string; draft: unknown }

export type OpenDrafts = Drafts & {
  /** Resolves when everything is on the disk. */
  close(): Promise<void>
}

const placeOf = (id: string) => `draft ${id}`

const seal = async (key: CryptoKey, id: string, content: Content): Promise<Row> => ({
  id,
  ...(await sealJson(key, placeOf(id), content)),
})

const unseal = async (key: CryptoKey, row: Row): Promise<[string, Content][]> => {
  const content = await unsealJson(key, placeOf(row.id), row)
  return content === undefined ? [] : [[row.id, content as Content]]
}

/** What is written and not sent, for the next start. Text, place and kind are readable with `localKey` only. */
export const openDrafts = async (userId: string, localKey: CryptoKey): Promise<OpenDrafts> => {
  const database = await openDatabase(`consilium-drafts ${userId}`, { [shelf]: { keyPath: 'id' } })
  const rows: Row[] = await settled(database.transaction(shelf).objectStore(shelf).getAll())
  const drafts = new Map<string, unknown>()
  const ids = new Map<string, string>()
  for (const [id, { name, draft }] of (await Promise.all(rows.map((row) => unseal(localKey, row)))).flat()) {
    drafts.set(name, draft)
    ids.set(name, id)
  }

  const [version, setVersion] = createSignal(0)
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
    const done: Promise<unknown> = row ? settled(drawer.put(row)) : settled(drawer.delete(id))
    // A page that goes away meanwhile would take it back otherwise.
    transaction.commit()
    await done
  }
  const flush = (): Promise<unknown> => {
    const names = [...changed]
    changed.clear()
    // A disk that is full must not stop anybody from writing: the draft is still in memory.
    for (const name of names) lastWrite = lastWrite.then(() => write(name)).catch(() => {})
    return lastWrite
  }
  const flushInTime = () => {
    if (timer !== undefined) return
    void flush()
    timer = setTimeout(() => {
      timer = undefined
      if (changed.size > 0) flushInTime()
    }, pauseMs)
  }
  const onHidden = () => {
    if (document.visibilityState === 'hidden') void flush()
  }
  globalThis.document?.addEventListener('visibilitychange', onHidden)

  return {
    read: (name) => drafts.get(name) ?? null,
    follow(name) {
      version()
      return drafts.get(name) ?? null
    },
    keep(name, draft) {
      if (isClosed) return
      if (draft === null) {
        if (!drafts.delete(name)) return
      } else drafts.set(name, structuredClone(draft))
      setVersion((before) => before + 1)
      changed.add(name)
      if (draft === null) void flush()
      else flushInTime()
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      globalThis.document?.removeEventListener('visibilitychange', onHidden)
      await flush()
      database.close()
    },
  }
}
