import { execFileSync } from 'node:child_process'
import type { TestClinic } from '../clinics/remote-clinics.ts'

/**
 * The files of a clinic's node (databases with their journals, file store, logs) that contain one of these texts.
 * SQLite keeps text as UTF-8, so that what is not encrypted is found as it was written.
 */
export const filesThatContain = (clinic: TestClinic, texts: readonly string[]): string[] => {
  try {
    const patterns = texts.flatMap((text) => ['-e', text])
    const found = execFileSync('grep', ['-rlaF', ...patterns, clinic.folder], { encoding: 'utf8' })
    return found.trim().split('\n')
  } catch (error) {
    // grep ends with 1 when it found nothing.
    if (error instanceof Error && 'status' in error && error.status === 1) return []
    throw error
  }
}
