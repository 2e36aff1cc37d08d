import getPixelData from '@cornerstonejs/dicom-image-loader/wadouri/getPixelData'
import type { DataSet } from 'dicom-parser'
import { withColourMark } from './colour-mark.ts'

export type FramePixels = {
  pixels: Uint8Array
  transferSyntax: string
  /** Where it is no longer what the object says. */
  photometric: string | null
}

const implicit = '1.2.840.10008.1.2'
const explicit = '1.2.840.10008.1.2.1'
const bigEndian = '1.2.840.10008.1.2.2'

/** Brightness of two pixels, then the hues that they share (PS3.3 section C.7.6.3.1.2), as three values for each. */
export const withOwnHues = (pairs: Uint8Array): Uint8Array => {
  const pixels = new Uint8Array(Math.floor(pairs.length / 4) * 6)
  for (let pair = 0; pair * 4 + 3 < pairs.length; pair += 1) {
    const [one = 0, other = 0, blue = 0, red = 0] = pairs.subarray(pair * 4, pair * 4 + 4)
    pixels.set([one, blue, red, other, blue, red], pair * 6)
  }
  return pixels
}

/** Two pixels lie swapped in each word (PS3.5 section 8.1.1), which frames of odd length begin in the middle of. */
export const unswapped = (value: Uint8Array, start: number, end: number): Uint8Array =>
  Uint8Array.from({ length: end - start }, (_, at) => value[(start + at) ^ 1] ?? 0)

/** Of one frame, put right where the decoder would take them without complaint and draw them wrongly. */
export const framePixelsOf = (dataSet: DataSet, frame: number): FramePixels => {
  const transferSyntax = dataSet.string('x00020010') ?? implicit
  const photometric = (dataSet.string('x00280004') ?? '').trim()
  const element = dataSet.elements['x7fe00010']
  const number = (tag: string) => dataSet.uint16(tag) ?? 0
  const bits = number('x00280100')
  // No picture is better than a wrong one.
  if (bits > 8 && number('x00280002') > 1) throw new Error('colours of more than 8 bits')
  if (element?.encapsulatedPixelData) {
    const pixels = withColourMark(getPixelData(dataSet, frame), transferSyntax, photometric)
    return { pixels, transferSyntax, photometric: null }
  }
  if (photometric.startsWith('YBR_PARTIAL_')) throw new Error('hues that are not understood')
  if (photometric === 'YBR_FULL_422') {
    if (bits !== 8 || number('x00280011') % 2 !== 0) throw new Error('hues that are not understood')
    const pixels = withOwnHues(getPixelData(dataSet, frame))
    return { pixels, transferSyntax: explicit, photometric: 'YBR_FULL' }
  }
  if (transferSyntax === bigEndian && bits <= 8) {
    if (bits === 8 && element?.vr === 'OW') {
      const frameBytes = number('x00280010') * number('x00280011') * number('x00280002')
      const value = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
      const pixels = unswapped(value, frame * frameBytes, (frame + 1) * frameBytes)
      return { pixels, transferSyntax: explicit, photometric: null }
    }
    return { pixels: getPixelData(dataSet, frame), transferSyntax: explicit, photometric: null }
  }
  return { pixels: getPixelData(dataSet, frame), transferSyntax, photometric: null }
}
