import * as v from 'valibot'
import { type Bytes, joined } from '#shared/case-files/bytes.ts'
import { committed, openDatabase, settled } from '../local-store/database.ts'
import { type UploadPlan, uploadPlan } from './upload-plan.ts'

/**
 * Unfinished uploads, so that a closed tab does not lose what was sent. Keys and names of files are wrapped by a key
 * that no script can read out of the browser.
 */
const databaseName = 'consilium-uploads'
const plansShelf = 'plans'
const tagsShelf = 'tags'
const keyName = 'key'

type Wrapped = { iv: Bytes; bytes: ArrayBuffer }

type Shelves = { plans: IDBObjectStore; tags: IDBObjectStore }

/** Opens and closes each time: an open connection would stand in the way of wiping. */
const withShelves = async <T>(mode: IDBTransactionMode, work: (shelves: Shelves) => T): Promise<Awaited<T>> => {
  const database = await openDatabase(databaseName, { [plansShelf]: {}, [tagsShelf]: {} })
  try {
    const transaction = database.transaction([plansShelf, tagsShelf], mode, { durability: 'strict' })
    const shelves = { plans: transaction.objectStore(plansShelf), tags: transaction.objectStore(tagsShelf) }
    const [result] = await Promise.all([work(shelves), committed(transaction)])
    return result
  } finally {
    database.close()
  }
}

/** Made with the first upload; nobody reads it out of the browser. */
export const uploadsKey = async (): Promise<CryptoKey> => {
  const kept = await withShelves('readonly', ({ plans }) => settled<unknown>(plans.get(keyName)))
  if (kept instanceof CryptoKey) return kept
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  await withShelves('readwrite', ({ plans }) => {
    plans.put(made, keyName)
  })
  return made
}

const isWrapped = (value: unknown): value is Wrapped =>
  typeof value === 'object' && value !== null && 'iv' in value && 'bytes' in value

export const savePlan = async (plan: UploadPlan): Promise<void> => {
  const key = await uploadsKey()
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(plan))
  const wrapped: Wrapped = { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text) }
  await withShelves('readwrite', ({ plans }) => {
    plans.put(wrapped, plan.fileId)
  })
}

const unwrapPlan = async (key: CryptoKey, value: unknown): Promise<UploadPlan | null> => {
  if (!isWrapped(value)) return null
  try {
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: value.iv }, key, value.bytes)
    const parsed = v.safeParse(uploadPlan, JSON.parse(new TextDecoder().decode(text)))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

/** Those that can still be read. */
export const readPlans = async (): Promise<UploadPlan[]> => {
  const values = await withShelves('readonly', ({ plans }) => settled<unknown[]>(plans.getAll()))
  const key = values.find((value) => value instanceof CryptoKey)
  if (!key) return []
  const plans = await Promise.all(values.map((value) => unwrapPlan(key, value)))
  return plans.filter((plan) => plan !== null)
}

const tagsOf = (id: string) => IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER])

/** On the disk before a byte of their chunks leaves the device. */
export const saveTags = (id: string, firstChunk: number, tags: Bytes): Promise<void> =>
  withShelves('readwrite', (shelves) => {
    shelves.tags.put(tags, [id, firstChunk])
  })

export const readTags = async (id: string): Promise<Bytes> =>
  joined(...(await withShelves('readonly', ({ tags }) => settled<Uint8Array[]>(tags.getAll(tagsOf(id))))))

export const forgetUpload = (id: string): Promise<void> =>
  withShelves('readwrite', ({ plans, tags }) => {
    plans.delete(id)
    tags.delete(tagsOf(id))
  })
