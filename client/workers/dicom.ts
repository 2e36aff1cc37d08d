import type { Bytes } from '#shared/case-files/bytes.ts'
import { deidentifiedFile, type Pseudonyms } from './dicom/deidentify.ts'
import { readDicom } from './dicom/dicom-file.ts'
import { type DicomFacts, lookAt } from './dicom/look.ts'
import { openPseudonyms } from './dicom/pseudonyms.ts'
import { answerCalls } from './worker-calls.ts'

/** DICOM before it leaves the device. Throws `NotDicom` for what is none. */
export type DicomQuestion =
  /** Comes first: `key` is that of the case. */
  { kind: 'open'; key: Bytes } | { kind: 'look'; file: Blob } | { kind: 'deidentify'; file: Blob }

export type DicomAnswer =
  | { kind: 'opened' }
  | { kind: 'look'; facts: DicomFacts }
  | { kind: 'deidentify'; blob: Blob; instanceUid: string }

let opened: Pseudonyms | null = null

const answer = async (question: DicomQuestion): Promise<DicomAnswer> => {
  if (question.kind === 'open') {
    opened = await openPseudonyms(question.key)
    return { kind: 'opened' }
  }
  if (!opened) throw new Error('Nothing is open.')
  if (question.kind === 'look') return { kind: 'look', facts: await lookAt(question.file, opened) }
  const file = await readDicom(new Uint8Array(await question.file.arrayBuffer()))
  return { kind: 'deidentify', ...(await deidentifiedFile(question.file, file, opened)) }
}

answerCalls<DicomQuestion, DicomAnswer>(async (question) => ({ answer: await answer(question) }))
