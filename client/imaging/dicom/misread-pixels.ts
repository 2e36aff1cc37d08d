import type { DataSet } from 'dicom-parser'

const bigEndian = '1.2.840.10008.1.2.2'

/** Layouts that the decoder takes without complaint and draws wrongly. No picture is better than a wrong one. */
export const areMisread = (dataSet: DataSet): boolean => {
  const pixels = dataSet.elements['x7fe00010']
  const isPacked = pixels?.encapsulatedPixelData === true
  const isSubsampled = /^YBR_(?:FULL_422|PARTIAL_)/.test((dataSet.string('x00280004') ?? '').trim())
  // Two pixels lie swapped in each word (DICOM PS3.5 section 8.1.1).
  const isSwapped =
    dataSet.string('x00020010') === bigEndian && pixels?.vr === 'OW' && dataSet.uint16('x00280100') === 8
  return !isPacked && (isSubsampled || isSwapped)
}
