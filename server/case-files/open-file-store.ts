import type { ServiceConfig } from '../config.ts'
import type { FileStore } from './file-store.ts'
import { openFolderStore } from './folder-store.ts'

/** The library of an object store is loaded only where there is one: it would double the time of a start. */
export const openFileStore = async (
  config: Pick<ServiceConfig, 'dataDir' | 'caFile' | 'fileStore'>,
): Promise<FileStore> => {
  const { fileStore } = config
  if (fileStore.kind === 'folder') return openFolderStore(config)
  const { openS3Store } = await import('./s3-store.ts')
  return openS3Store(fileStore, config.caFile)
}
