import { mostInOnePiece } from '#shared/media/way.ts'
import { committed, openDatabase, settled } from '../local-store/database.ts'
import { type Sealed, seal, unseal } from '../local-store/sealed.ts'
import type { UploadPlan } from './upload-plan.ts'
import { uploadsKey } from './upload-records.ts'

/**
 * Small files that are on their way, so that they go on by themselves after a reload: what was photographed, cut or
 * cleaned here lies nowhere else, and nobody could choose it again. What is larger is chosen again.
 */
const databaseName = 'consilium-upload-files'
const shelf = 'files'

/** Opens and closes each time: an open connection would stand in the way of wiping. */
const onShelf = async <T>(mode: IDBTransactionMode, work: (files: IDBObjectStore) => T): Promise<Awaited<T>> => {
  const database = await openDatabase(databaseName, { [shelf]: {} })
  try {
    const transaction = database.transaction(shelf, mode)
    const [result] = await Promise.all([work(transaction.objectStore(shelf)), committed(transaction)])
    return result
  } finally {
    database.close()
  }
}

/** After its plan: what has none is thrown away. */
export const keepFile = async ({ fileId, sizeBytes }: UploadPlan, file: Blob): Promise<void> => {
  if (sizeBytes > mostInOnePiece) return
  const sealed = await seal(await uploadsKey(), fileId, new Uint8Array(await file.arrayBuffer()))
  await onShelf('readwrite', (files) => {
    files.put(sealed, fileId)
  })
}

/** Null when it was not kept, or cannot be read any more. */
export const keptFile = async ({ fileId, name, mimeType, lastModified }: UploadPlan): Promise<File | null> => {
  const row = await onShelf('readonly', (files) => settled<Sealed | undefined>(files.get(fileId)))
  if (!row) return null
  try {
    const bytes = await unseal(await uploadsKey(), fileId, row)
    return new File([bytes], name, { type: mimeType, lastModified })
  } catch {
    return null
  }
}

export const keptIds = (): Promise<string[]> =>
  onShelf('readonly', (files) => settled(files.getAllKeys())).then((keys) => keys.map(String))

export const dropFile = (fileId: string): Promise<void> =>
  onShelf('readwrite', (files) => {
    files.delete(fileId)
  })
