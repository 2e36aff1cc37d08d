import { mayShowText } from '#shared/dicom/burned-in.ts'
import { decoderNameOf, isoDate, personName } from '#shared/dicom/text.ts'
import { deidentify, type Pseudonyms } from './deidentify.ts'
import { type DicomFile, elementOf, readDicom, textOf } from './dicom-file.ts'
import { hasOverlayBits } from './edit-pixels.ts'
import { NotDicom, pixelData } from './elements.ts'
import type { RemovedKind } from './facts.ts'
import type { Tag } from './standard.ts'

/** What a person has to know of an object before it leaves. */
export type DicomFacts = {
  studyUid: string
  seriesUid: string
  instanceUid: string
  sopClass: string
  modality: string
  patientName: string
  patientId: string
  birthDate: string | null
  studyDate: string | null
  studyDescription: string
  seriesDescription: string
  seriesNumber: number
  instanceNumber: number
  frames: number
  hasPixels: boolean
  mayShowText: boolean
  /** Something is drawn in the cells of its pixels, and will be taken out. */
  hasOverlayBits: boolean
  /** What goes when it goes without its person. */
  removed: RemovedKind[]
}

const headBytes = 512 * 1024

/** Without its pixels, as long as they come last. Throws `NotDicom`. */
const readHead = async (file: Blob): Promise<DicomFile> => {
  const bytesTo = async (end: number) => new Uint8Array(await file.slice(0, end).arrayBuffer())
  const isBeforePixels = (tag: Tag) => tag < 0x7fe00008
  if (file.size > headBytes)
    try {
      return await readDicom(await bytesTo(headBytes), isBeforePixels)
    } catch (error) {
      // Something long stands before the pixels.
      if (!(error instanceof NotDicom)) throw error
    }
  return readDicom(await bytesTo(file.size))
}

export const lookAt = async (source: Blob, pseudonyms: Pseudonyms): Promise<DicomFacts> => {
  const file = await readHead(source)
  const { bytes, elements, sopClass } = file
  const plain = (tag: Tag) => textOf(bytes, elementOf(elements, tag))
  const decoder = new TextDecoder(decoderNameOf(plain(0x00080005)))
  const text = (tag: Tag) => {
    const element = elementOf(elements, tag)
    return element ? decoder.decode(bytes.subarray(element.valueStart, element.valueEnd)).replace(/\0/g, '').trim() : ''
  }
  const number = (tag: Tag) => Number.parseInt(plain(tag), 10) || 0
  // The pixels of a large file have not been read: then something comes after its head.
  const isCutBefore = source.size > headBytes && (elements.at(-1)?.end ?? 0) < source.size
  const hasRows = elementOf(elements, 0x00280010) !== undefined
  const hasPixels = elementOf(elements, pixelData) !== undefined || (hasRows && isCutBefore)
  const modality = plain(0x00080060)
  return {
    studyUid: plain(0x0020000d),
    seriesUid: plain(0x0020000e),
    instanceUid: plain(0x00080018),
    sopClass,
    modality,
    patientName: personName(text(0x00100010)),
    patientId: text(0x00100020),
    birthDate: isoDate(plain(0x00100030)),
    studyDate: isoDate(plain(0x00080020)),
    studyDescription: text(0x00081030),
    seriesDescription: text(0x0008103e),
    seriesNumber: number(0x00200011),
    instanceNumber: number(0x00200013),
    frames: Math.max(1, number(0x00280008)),
    hasPixels,
    mayShowText: mayShowText({
      modality,
      sopClass,
      burnedIn: plain(0x00280301),
      imageType: plain(0x00080008),
      hasPixels,
    }),
    hasOverlayBits: hasOverlayBits(file),
    removed: [...deidentify(file, pseudonyms).removed],
  }
}
