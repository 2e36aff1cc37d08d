import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { TestClinic } from '../clinics/remote-clinics.ts'

/**
 * The files of a clinic's node (databases with their journals, file store, logs) that contain one of these texts.
 * SQLite keeps text as UTF-8, so that what is not encrypted is found as it was written.
 */
export const filesThatContain = (clinic: TestClinic, texts: readonly string[]): string[] => {
  const patterns = texts.flatMap((text) => ['-e', text])
  const env = { ...process.env, LC_ALL: 'C' }
  const found = spawnSync('grep', ['-rlaF', ...patterns, clinic.folder], { encoding: 'utf8', env })
  // Journals and what is being written come and go while the clinic works.
  const faults = found.stderr.split('\n').filter((line) => line && !line.endsWith(': No such file or directory'))
  if (found.error || faults.length > 0) throw found.error ?? new Error(faults.join('; '))
  return found.stdout.split('\n').filter(Boolean)
}

/** Where a clinic that keeps case files in a folder has their ciphertext. */
export const filesInFolder = ({ folder }: TestClinic): string[] =>
  globSync(join(folder, 'service/case-files/files/*/*'))

/** The same of one that keeps them in an object store. */
export const filesInStore = ({ folder }: TestClinic): string[] => globSync(join(folder, 'store/objects/case-files/*'))

/** Does something after which the clinic keeps one file more; gives its place. */
export const placeOfNew = async (files: () => string[], act: () => Promise<void>): Promise<string> => {
  const before = new Set(files())
  await act()
  const [place, ...others] = files().filter((one) => !before.has(one))
  if (!place || others.length > 0) throw new Error('the clinic keeps not one new file')
  return place
}
