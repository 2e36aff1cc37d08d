import type { Substance } from './type-of-bytes.ts'

/** A message's file is sent in one piece; what is larger must be able to go on after an interruption. */
export const mostInOnePiece = 32 * 1024 * 1024

/**
 * How a file reaches the others. `message`: as Matrix's own media, in the order of what is said. `case-file`: as a part
 * of the case, in pieces. The person need not know.
 */
export const wayOf = (file: {
  substance: Substance
  sizeBytes: number
  /** Whose files are the case, and stay together. */
  isConsult: boolean
  /** What the homeserver takes; null while it has not said. */
  limitBytes: number | null
}): 'message' | 'case-file' => {
  const isSmall = file.sizeBytes <= Math.min(mostInOnePiece, file.limitBytes ?? mostInOnePiece)
  return !file.isConsult && file.substance !== 'dicom' && isSmall ? 'message' : 'case-file'
}
