import { clinicForTests, type OpenClinic } from './case-files-for-tests.ts'
import { testCompletion } from './completion-suite-for-tests.ts'
import { testDeletion } from './deletion-suite-for-tests.ts'
import type { FileStore } from './file-store.ts'
import { testOpenLines } from './open-line-suite-for-tests.ts'
import { testReading } from './reading-suite-for-tests.ts'
import { testUploads } from './upload-suite-for-tests.ts'

/** What holds wherever ciphertext is kept. `storeOf` gives each test a store of its own, or none for the file system. */
export const testCaseFiles = (storeOf: () => (() => FileStore) | undefined): void => {
  const open: OpenClinic = (limits = {}) => {
    const openStore = storeOf()
    return clinicForTests({ ...limits, ...(openStore && { openStore }) })
  }
  testUploads(open)
  testOpenLines(open)
  testCompletion(open)
  testReading(open)
  testDeletion(open)
}
