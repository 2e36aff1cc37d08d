import type { StoreOutput } from '#shared/case-files/api.ts'
import type { Context } from '../context.ts'
import { countFiles, usedBytes } from './queries.ts'

/** Where files are kept and how much of it is used. */
export const describeStore = async ({
  config,
  db,
  fileStore,
}: Pick<Context, 'config' | 'db' | 'fileStore'>): Promise<StoreOutput> => ({
  kind: config.fileStore.kind,
  fault: await fileStore.fault(),
  ...countFiles(db),
  usedBytes: usedBytes(db),
  ...config.caseFiles,
})
