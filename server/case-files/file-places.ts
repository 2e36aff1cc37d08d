import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ServiceConfig } from '../config.ts'

const readBytes = 1024 * 1024

type Settings = Pick<ServiceConfig, 'dataDir'>

export const uploadsFolder = ({ dataDir }: Settings): string => join(dataDir, 'case-files', 'uploads')
export const filesFolder = ({ dataDir }: Settings): string => join(dataDir, 'case-files', 'files')

/** While bytes come. */
export const uploadPlace = (config: Settings, fileId: string): string => join(uploadsFolder(config), fileId)

/** For good. The first two digits keep folders small. */
export const filePlace = (config: Settings, fileId: string): string =>
  join(filesFolder(config), fileId.slice(0, 2), fileId)

export const makeUploadsFolder = (config: Settings): string => {
  const folder = uploadsFolder(config)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Null when there is none. */
export const sizeOf = async (path: string): Promise<number | null> => {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

/** What a rename or a new name costs to survive a power cut. */
const syncFolder = async (path: string): Promise<void> => {
  await using folder = await open(path, 'r')
  await folder.sync()
}

const hashOf = async (file: FileHandle): Promise<string> => {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(readBytes)
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(buffer.subarray(0, bytesRead))
  }
}

/** SHA-256 of what is written, which is on the disk afterwards: the tus store does not see to that. */
export const syncAndHash = async (path: string): Promise<string> => {
  await using file = await open(path, 'r+')
  await file.sync()
  return await hashOf(file)
}

/** From where uploads are to where files are. Done twice it is done once; false when the bytes are nowhere. */
export const moveToFiles = async (config: Settings, fileId: string): Promise<boolean> => {
  const from = uploadPlace(config, fileId)
  const to = filePlace(config, fileId)
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  await syncFolder(dirname(dirname(to)))
  try {
    await rename(from, to)
  } catch (error) {
    if (!isAbsent(error)) throw error
    if ((await sizeOf(to)) === null) return false
  }
  await syncFolder(dirname(to))
  await syncFolder(dirname(from))
  return true
}

export const removeUpload = (config: Settings, fileId: string): Promise<void> =>
  rm(uploadPlace(config, fileId), { force: true })
