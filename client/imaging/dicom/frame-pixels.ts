import getPixelData from '@cornerstonejs/dicom-image-loader/wadouri/getPixelData'
import type { DataSet } from 'dicom-parser'
import { withColourMark } from './colour-mark.ts'
import { withoutRunLengths } from './run-lengths.ts'
import { Undrawable } from './undrawable.ts'

/** How the pixels lie, where that is no longer what the object says. */
export type Layout = {
  photometricInterpretation?: string
  planarConfiguration?: 0
  bitsAllocated?: 8
  bitsStored?: 8
  highBit?: 7
}
export type FramePixels = { pixels: Uint8Array; transferSyntax: string; layout: Layout }

const implicit = '1.2.840.10008.1.2'
const explicit = '1.2.840.10008.1.2.1'
const bigEndian = '1.2.840.10008.1.2.2'
const runLengths = '1.2.840.10008.1.2.5'

/** What the decoder of the library takes (PS3.6 annex A). */
const known =
  /^1\.2\.840\.10008\.1\.2(?:\.[125]|\.1\.9[89]|\.8\.1|\.4\.(?:5[0137]|55|70|8[01]|9[01]|11[012]|20[123]))?$/
/** MPEG-2, MPEG-4 and HEVC. */
const film = /^1\.2\.840\.10008\.1\.2\.4\.10[0-8]/

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

/** The bytes of each cell the other way round. */
export const turned = (cells: Uint8Array, cellBytes: number): Uint8Array =>
  Uint8Array.from(cells, (_, at) => cells[at - (at % cellBytes) + cellBytes - 1 - (at % cellBytes)] ?? 0)

type Deep = { cellBytes: number; bitsStored: number; pixels: number; samples: number; isPlanar: boolean }

/** The highest 8 bits of each colour, pixel by pixel: a screen shows no more. */
export const inEightBits = (cells: Uint8Array, { cellBytes, bitsStored, pixels, samples, isPlanar }: Deep) =>
  Uint8Array.from({ length: pixels * samples }, (_, at) => {
    const [pixel, sample] = [Math.floor(at / samples), at % samples]
    const from = (isPlanar ? sample * pixels + pixel : at) * cellBytes
    let value = 0
    for (let byte = cellBytes - 1; byte >= 0; byte -= 1) value = value * 256 + (cells[from + byte] ?? 0)
    return Math.floor(value / 2 ** (bitsStored - 8))
  })

const eightBits = { planarConfiguration: 0, bitsAllocated: 8, bitsStored: 8, highBit: 7 } as const

/**
 * Of one frame, put right where the decoder would refuse them, or take them without complaint and draw them wrongly.
 * Throws `Undrawable`.
 */
export const framePixelsOf = (dataSet: DataSet, frame: number): FramePixels => {
  const transferSyntax = dataSet.string('x00020010') ?? implicit
  const photometric = (dataSet.string('x00280004') ?? '').trim()
  const element = dataSet.elements['x7fe00010']
  const number = (tag: string) => dataSet.uint16(tag) ?? 0
  const [bits, samples] = [number('x00280100'), number('x00280002')]
  const pixelCount = number('x00280010') * number('x00280011')
  const isDeep = bits > 8 && samples > 1
  if (film.test(transferSyntax)) throw new Undrawable('film')
  if (!known.test(transferSyntax)) throw new Undrawable('syntax')

  const deep = (cells: Uint8Array, isPlanar: boolean): FramePixels => {
    const bitsStored = number('x00280101') || bits
    const found = { cellBytes: bits / 8, bitsStored, pixels: pixelCount, samples, isPlanar }
    return { pixels: inEightBits(cells, found), transferSyntax: explicit, layout: eightBits }
  }
  if (element?.encapsulatedPixelData) {
    const pixels = getPixelData(dataSet, frame)
    if (transferSyntax === runLengths && (isDeep || bits === 32)) {
      const cells = withoutRunLengths(pixels, pixelCount, samples, bits / 8)
      return isDeep ? deep(cells, false) : { pixels: cells, transferSyntax: explicit, layout: {} }
    }
    if (isDeep) throw new Undrawable('colours')
    return { pixels: withColourMark(pixels, transferSyntax, photometric), transferSyntax, layout: {} }
  }
  if (photometric.startsWith('YBR_PARTIAL_')) throw new Undrawable('hues')
  if (photometric === 'YBR_FULL_422') {
    if (bits !== 8 || number('x00280011') % 2 !== 0) throw new Undrawable('hues')
    const layout = { photometricInterpretation: 'YBR_FULL', planarConfiguration: 0 } as const
    return { pixels: withOwnHues(getPixelData(dataSet, frame)), transferSyntax: explicit, layout }
  }
  const frameBytes = (pixelCount * samples * bits) / 8
  if (element && element.length < Math.floor((frame + 1) * frameBytes)) throw new Undrawable('cut')
  const isTurned = transferSyntax === bigEndian
  if (isTurned && bits === 8 && element?.vr === 'OW') {
    const value = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
    const pixels = unswapped(value, frame * frameBytes, (frame + 1) * frameBytes)
    return { pixels, transferSyntax: explicit, layout: {} }
  }
  const pixels = getPixelData(dataSet, frame)
  if (isDeep) return deep(isTurned ? turned(pixels, bits / 8) : pixels, number('x00280006') === 1)
  if (isTurned && bits === 32) return { pixels: turned(pixels, 4), transferSyntax: explicit, layout: {} }
  return { pixels, transferSyntax: isTurned && bits <= 8 ? explicit : transferSyntax, layout: {} }
}
