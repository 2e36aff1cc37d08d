import { parseDicomOptions } from '@cornerstonejs/dicom-image-loader/wadouri/parseDicomWithInflater'
import dicomParser, { type DataSet } from 'dicom-parser'

/** By the first element: there is always one of a low group, and letters of its kind, or a length of few bytes. */
const guessSyntax = (bytes: Uint8Array): string => {
  const isExplicit = /^[A-Z]{2}$/.test(String.fromCharCode(...bytes.subarray(4, 6)))
  if (!isExplicit) return '1.2.840.10008.1.2'
  return bytes[0] === 0 && bytes[1] !== 0 ? '1.2.840.10008.1.2.2' : '1.2.840.10008.1.2.1'
}

/** Throws what cannot be read. Old files lack the part that says how they are written: those should be implicit little endian
 * (DICOM PS3.5 section 10.1), and some are not. */
export const parseDicom = (bytes: Uint8Array): DataSet => {
  let dataSet: DataSet
  try {
    dataSet = dicomParser.parseDicom(bytes, parseDicomOptions)
  } catch (error) {
    const isMarked = String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM'
    if (isMarked && !/0002,0010/.test(String(error))) throw error
    dataSet = dicomParser.parseDicom(bytes, { ...parseDicomOptions, TransferSyntaxUID: guessSyntax(bytes) })
  }
  // The parser reads any bytes as elements: without a class of object it was no DICOM.
  if (!dataSet.elements['x00080016']) throw new Error('no SOP class')
  return dataSet
}
