import type { BlackArea } from '#shared/dicom/black-area.ts'

/** How pixels lie that are not compressed (PS3.5 section 8). */
export type PixelLayout = {
  rows: number
  columns: number
  frames: number
  samples: number
  photometric: string
  /** Of a cell: 1, 8, 16 or 32. */
  bits: number
  bitsStored: number
  highBit: number
  isSigned: boolean
  isPlanar: boolean
  isLittleEndian: boolean
  /** Of 8 bits, two in each word of a big-endian file. */
  isSwapped: boolean
}

/** Two pixels share their hues: brightness twice, then blue and red (PS3.3 section C.7.6.3.1.2). */
const isSubsampled = ({ photometric }: PixelLayout) => photometric === 'YBR_FULL_422'

const blackOf = ({ photometric, bitsStored, isSigned }: PixelLayout): number[] => {
  if (photometric.startsWith('YBR')) return [0, 128, 128]
  if (photometric === 'MONOCHROME1') return [2 ** (isSigned ? bitsStored - 1 : bitsStored) - 1]
  return photometric === 'MONOCHROME2' && isSigned ? [-(2 ** (bitsStored - 1))] : [0]
}

export const canBlacken = ({ bits, photometric }: PixelLayout): boolean =>
  [1, 8, 16, 32].includes(bits) && !photometric.startsWith('YBR_PARTIAL')

/** Writes a cell; what the file does not have stays away. */
const openCells = (pixels: Uint8Array, { bits, isLittleEndian, isSwapped }: PixelLayout) => {
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength)
  return (index: number, value: number) => {
    const byte = bits === 1 ? index >> 3 : (index * bits) / 8
    if (byte + Math.max(1, bits / 8) > pixels.length) return
    const at = isSwapped ? byte ^ 1 : byte
    if (bits === 1)
      view.setUint8(at, value ? view.getUint8(at) | (1 << (index & 7)) : view.getUint8(at) & ~(1 << (index & 7)))
    else if (bits === 8) view.setUint8(at, value)
    else if (bits === 16) view.setUint16(byte, value, isLittleEndian)
    else view.setUint32(byte, value, isLittleEndian)
  }
}

/** Changes `pixels`: nothing of what was there can be had back. */
export const blackenPixels = (pixels: Uint8Array, layout: PixelLayout, areas: readonly BlackArea[]): void => {
  const { rows, columns, frames, isPlanar } = layout
  const write = openCells(pixels, layout)
  const black = blackOf(layout)
  const samples = isSubsampled(layout) ? 2 : layout.samples
  const perFrame = rows * columns * samples
  for (const area of areas) {
    const [first, last] = area.frame === null ? [0, frames - 1] : [area.frame, area.frame]
    for (let frame = first; frame <= last; frame += 1)
      for (let y = area.y; y < Math.min(rows, area.y + area.height); y += 1)
        for (let x = area.x; x < Math.min(columns, area.x + area.width); x += 1) {
          const pixel = y * columns + x
          if (isSubsampled(layout)) {
            const pair = frame * perFrame + (pixel - (x % 2)) * 2
            for (const [at, value] of [0, 0, 128, 128].entries()) write(pair + at, value)
            continue
          }
          for (let sample = 0; sample < samples; sample += 1) {
            const within = isPlanar ? sample * rows * columns + pixel : pixel * samples + sample
            write(frame * perFrame + within, black[sample] ?? black[0] ?? 0)
          }
        }
  }
}

/** Bits of a cell that are none of the picture's, where old devices put what they draw over it (PS3.5 section 8.1.2). */
export const clearUnusedBits = (pixels: Uint8Array, layout: PixelLayout): void => {
  const { bits, bitsStored, highBit, isSigned, isLittleEndian } = layout
  if ((bits !== 8 && bits !== 16) || bitsStored >= bits) return
  const lowest = highBit - bitsStored + 1
  const used = ((1 << bitsStored) - 1) << lowest
  const above = ((1 << bits) - 1) & ~((1 << (highBit + 1)) - 1)
  const cleared = (value: number) => (value & used) | (isSigned && (value >> highBit) & 1 ? above : 0)
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength)
  for (let at = 0; at + bits / 8 <= pixels.length; at += bits / 8)
    if (bits === 8) view.setUint8(at, cleared(view.getUint8(at)))
    else view.setUint16(at, cleared(view.getUint16(at, isLittleEndian)), isLittleEndian)
}
