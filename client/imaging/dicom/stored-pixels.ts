import type { Types } from '@cornerstonejs/core'
import { decodeFrame, useDecoder } from './decoded.ts'
import { readHeader } from './header.ts'
import { parseDicom } from './parse-dicom.ts'

/** Frame after frame, colours pixel by pixel, the low byte first. */
export type StoredPixels = { pixels: Blob; samples: number; bits: number; photometric: string }

const bytesOf = ({ color, rows, columns, ...image }: Types.IImage, bits: number): Uint8Array<ArrayBuffer> => {
  const pixels = image.getPixelData()
  if (pixels.length !== rows * columns * (color ? 3 : 1)) throw new Error('another number of pixels')
  if (color && !(pixels instanceof Uint8Array || pixels instanceof Uint8ClampedArray))
    throw new Error('colours of more than 8 bits')
  return bits > 8 ? new Uint8Array(Uint16Array.from(pixels).buffer) : Uint8Array.from(pixels)
}

/** Pixels as they were before they were compressed, or what is left of them; null when they are not. */
export const readStoredPixels = async (file: Blob): Promise<StoredPixels | null> => {
  const dataSet = parseDicom(new Uint8Array(await file.arrayBuffer()))
  if (!dataSet.elements['x7fe00010']?.encapsulatedPixelData) return null
  const { frames } = readHeader(dataSet)
  const photometric = (dataSet.string('x00280004') ?? '').trim()
  const allocated = dataSet.uint16('x00280100') ?? 0
  if (allocated > 16) throw new Error('cells of more than 16 bits')
  using _ = useDecoder()
  const parts: Blob[] = []
  let isColour = false
  for (let frame = 0; frame < frames; frame += 1) {
    const image = await decodeFrame({ dataSet, frame }, { preScale: { enabled: false } })
    isColour = image.color
    // Shown in fewer bits, but not stored so.
    if (isColour && allocated > 8) throw new Error('colours of more than 8 bits')
    // As a blob, the browser keeps it outside of the page's memory.
    parts.push(new Blob([bytesOf(image, isColour ? 8 : allocated)]))
  }
  const pixels = new Blob(parts)
  return isColour
    ? { pixels, samples: 3, bits: 8, photometric: 'RGB' }
    : { pixels, samples: 1, bits: allocated > 8 ? 16 : 8, photometric }
}
