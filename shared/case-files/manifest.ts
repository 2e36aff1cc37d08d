import * as v from 'valibot'
import { studySummary } from '../dicom/study-index.ts'
import { serverName, userId } from '../matrix/ids.ts'
import { fileId, sha256 } from './api.ts'
import { safeFileName } from './file-name.ts'
import { chunkBytesLimits, recordsVersion } from './records.ts'

const bytes32 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'not 32 bytes in hexadecimal'))
const length = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** Content of the encrypted event `app.consilium.case_file`: where a file lies, what opens it, what it must be. */
export const caseFileManifest = v.object({
  version: v.literal(recordsVersion),
  fileId,
  /** The clinic whose service stores it: the sender's own, or that of whoever's file they pass on. */
  server: serverName,
  name: v.pipe(v.string(), v.maxLength(1_000), v.transform(safeFileName)),
  mimeType: v.pipe(v.string(), v.maxLength(200)),
  /** Of the plaintext. */
  sizeBytes: length,
  chunkBytes: v.pipe(length, v.minValue(chunkBytesLimits.min), v.maxValue(chunkBytesLimits.max)),
  /** Of everything that is stored, in hexadecimal. */
  sha256,
  secret: bytes32,
  /** A secret that does not fit is refused before anything is fetched. */
  commitment: bytes32,
  /** When it holds the objects of a study: what they are, and where in it the list of them is. */
  study: v.optional(studySummary),
  /** A picture of a call that somebody kept because it shows what matters. */
  keyImage: v.optional(v.literal(true)),
  /** Whose it is, where who has a consult passes it on to a specialty that they bring in. */
  passedOnFrom: v.optional(userId),
})
export type CaseFileManifest = v.InferOutput<typeof caseFileManifest>

export const parseManifest = (content: unknown): CaseFileManifest | null => {
  const parsed = v.safeParse(caseFileManifest, content)
  return parsed.success ? parsed.output : null
}
