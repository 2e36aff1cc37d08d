import { parseDicomOptions } from '@cornerstonejs/dicom-image-loader/wadouri/parseDicomWithInflater'
import dicomParser, { type DataSet } from 'dicom-parser'
import { Undrawable } from './undrawable.ts'

const implicit = '1.2.840.10008.1.2'
const pixelTag = 'x7fe00010'

/** By the first element: there is always one of a low group, and letters of its kind, or a length of few bytes. */
const guessSyntax = (bytes: Uint8Array): string => {
  const isExplicit = /^[A-Z]{2}$/.test(String.fromCharCode(...bytes.subarray(4, 6)))
  if (!isExplicit) return implicit
  return bytes[0] === 0 && bytes[1] !== 0 ? '1.2.840.10008.1.2.2' : '1.2.840.10008.1.2.1'
}

/** Some compress the picture and write everything before it without the kinds of the elements (against PS3.5 section A.4). */
const parseImplicit = (bytes: Uint8Array): DataSet => {
  const dataSet = dicomParser.readPart10Header(bytes)
  const start = Math.max(...Object.values(dataSet.elements).map(({ dataOffset, length }) => dataOffset + length))
  const stream = new dicomParser.ByteStream(dicomParser.littleEndianByteArrayParser, bytes, start)
  dicomParser.parseDicomDataSetImplicit(dataSet, stream, bytes.length, { untilTag: pixelTag })
  const pixels = dataSet.elements[pixelTag]
  if (!pixels?.hadUndefinedLength) throw new Error('no compressed picture')
  dicomParser.findEndOfEncapsulatedElement(stream, pixels)
  return dataSet
}

/** The parser throws what it has read so far. */
const isCutInPicture = (thrown: unknown): boolean => {
  if (typeof thrown !== 'object' || thrown === null || !('exception' in thrown) || !('dataSet' in thrown)) return false
  const { elements } = thrown.dataSet as Partial<DataSet>
  return /overrun/.test(String(thrown.exception)) && elements?.[pixelTag] !== undefined && 'x00080016' in elements
}

const parse = (bytes: Uint8Array): DataSet => {
  const isMarked = String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM'
  try {
    return dicomParser.parseDicom(bytes, parseDicomOptions)
  } catch (error) {
    if (isCutInPicture(error)) throw new Undrawable('cut')
    if (!isMarked || /0002,0010/.test(String(error)))
      return dicomParser.parseDicom(bytes, { ...parseDicomOptions, TransferSyntaxUID: guessSyntax(bytes) })
    return parseImplicit(bytes)
  }
}

/**
 * Throws what cannot be read. Old files lack the part that says how they are written: those should be implicit little
 * endian (DICOM PS3.5 section 10.1), and some are not.
 */
export const parseDicom = (bytes: Uint8Array): DataSet => {
  const dataSet = parse(bytes)
  // The parser reads any bytes as elements: without a class of object it was no DICOM.
  if (!dataSet.elements['x00080016']) throw new Error('no SOP class')
  return dataSet
}
