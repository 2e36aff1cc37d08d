import type { DataSet } from 'dicom-parser'
import { isoDate, personName } from '#shared/dicom/text.ts'
import { openText } from './dicom-text.ts'
import type { Window } from './window.ts'

/** What the viewer shows beside the picture, read from the decrypted file and kept nowhere. */
export type DicomHeader = {
  patientName: string
  patientId: string
  birthDate: string | null
  modality: string
  studyDate: string | null
  studyDescription: string
  seriesDescription: string
  sopClass: string
  instanceUid: string
  transferSyntax: string
  rows: number
  columns: number
  frames: number
  hasPixels: boolean
  isColour: boolean
  /** The first one that the file proposes. */
  window: Window | null
  /** Image Orientation (Patient): direction of the rows, then of the columns. */
  orientation: readonly number[] | null
}

const numbersOf = (value: string | undefined): number[] =>
  (value ?? '')
    .split('\\')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(Number)

const orientationOf = (dataSet: DataSet): readonly number[] | null => {
  // Enhanced objects say it per group of frames (DICOM PS3.3 section C.7.6.16.2.4).
  const group = dataSet.elements['x52009229']?.items?.[0]?.dataSet?.elements['x00209116']?.items?.[0]?.dataSet
  const numbers = numbersOf(dataSet.string('x00200037') ?? group?.string('x00200037'))
  return numbers.length === 6 && numbers.every(Number.isFinite) ? numbers : null
}

const windowOfFile = (dataSet: DataSet): Window | null => {
  const [centre] = numbersOf(dataSet.string('x00281050'))
  const [width] = numbersOf(dataSet.string('x00281051'))
  return centre !== undefined && Number.isFinite(centre) && width !== undefined && width >= 1 ? { centre, width } : null
}

export const readHeader = (dataSet: DataSet): DicomHeader => {
  const text = openText(dataSet)
  const rows = dataSet.uint16('x00280010') ?? 0
  const columns = dataSet.uint16('x00280011') ?? 0
  return {
    patientName: personName(text(dataSet, 'x00100010')),
    patientId: text(dataSet, 'x00100020'),
    birthDate: isoDate(text(dataSet, 'x00100030')),
    modality: text(dataSet, 'x00080060'),
    studyDate: isoDate(text(dataSet, 'x00080020')),
    studyDescription: text(dataSet, 'x00081030'),
    seriesDescription: text(dataSet, 'x0008103e'),
    sopClass: text(dataSet, 'x00080016'),
    instanceUid: text(dataSet, 'x00080018'),
    transferSyntax: text(dataSet, 'x00020010') || '1.2.840.10008.1.2',
    rows,
    columns,
    frames: Math.max(1, dataSet.intString('x00280008') ?? 1),
    hasPixels: rows > 0 && columns > 0 && dataSet.elements['x7fe00010'] !== undefined,
    isColour: (dataSet.uint16('x00280002') ?? 1) > 1 || text(dataSet, 'x00280004') === 'PALETTE COLOR',
    window: windowOfFile(dataSet),
    orientation: orientationOf(dataSet),
  }
}
