import { crc32 } from 'hash-wasm'
import type { Bytes } from '#shared/case-files/bytes.ts'
import { deidentifiedFile, type Pseudonyms } from './dicom/deidentify.ts'
import { elementOf, readDicom, textOf } from './dicom/dicom-file.ts'
import type { PixelEdit } from './dicom/edit-pixels.ts'
import { type DicomFacts, lookAt } from './dicom/look.ts'
import { openPseudonyms } from './dicom/pseudonyms.ts'
import { answerCalls } from './worker-calls.ts'

/** DICOM before it leaves the device. Throws `NotDicom` for what is none. */
export type DicomQuestion =
  /** Comes first: `key` is that of the case. */
  | { kind: 'open'; key: Bytes }
  | { kind: 'look'; file: Blob }
  | { kind: 'write'; file: Blob; isAnonymous: boolean; edit: PixelEdit }
  | { kind: 'sum'; file: Blob }

export type DicomAnswer =
  | { kind: 'opened' }
  | { kind: 'look'; facts: DicomFacts }
  /** As it leaves; `crc32` in hexadecimal. */
  | { kind: 'write'; blob: Blob; instanceUid: string; crc32: string }
  | { kind: 'sum'; crc32: string }

const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer())

let opened: Pseudonyms | null = null

const answer = async (question: DicomQuestion): Promise<DicomAnswer> => {
  if (question.kind === 'open') {
    opened = await openPseudonyms(question.key)
    return { kind: 'opened' }
  }
  if (!opened) throw new Error('Nothing is open.')
  switch (question.kind) {
    case 'look':
      return { kind: 'look', facts: await lookAt(question.file, opened) }
    case 'write': {
      const bytes = await bytesOf(question.file)
      const file = await readDicom(bytes)
      const { blob, instanceUid } = question.isAnonymous
        ? await deidentifiedFile(question.file, file, opened, question.edit)
        : { blob: question.file, instanceUid: textOf(file.bytes, elementOf(file.elements, 0x00080018)) }
      return { kind: 'write', blob, instanceUid, crc32: await crc32(await bytesOf(blob)) }
    }
    case 'sum':
      return { kind: 'sum', crc32: await crc32(await bytesOf(question.file)) }
    default:
      return question satisfies never
  }
}

answerCalls<DicomQuestion, DicomAnswer>(async (question) => ({ answer: await answer(question) }))
