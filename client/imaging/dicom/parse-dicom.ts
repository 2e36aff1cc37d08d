import { parseDicomOptions } from '@cornerstonejs/dicom-image-loader/wadouri/parseDicomWithInflater'
import dicomParser, { type DataSet } from 'dicom-parser'

/** Throws what cannot be read. Old files lack the part that says how they are written: those are implicit little endian
 * (DICOM PS3.5 section 10.1). */
export const parseDicom = (bytes: Uint8Array): DataSet => {
  let dataSet: DataSet
  try {
    dataSet = dicomParser.parseDicom(bytes, parseDicomOptions)
  } catch (error) {
    const isMarked = String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM'
    if (isMarked && !/0002,0010/.test(String(error))) throw error
    dataSet = dicomParser.parseDicom(bytes, { ...parseDicomOptions, TransferSyntaxUID: '1.2.840.10008.1.2' })
  }
  // The parser reads any bytes as elements: without a class of object it was no DICOM.
  if (!dataSet.elements['x00080016']) throw new Error('no SOP class')
  return dataSet
}
