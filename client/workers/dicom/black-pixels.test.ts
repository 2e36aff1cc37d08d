import { describe, expect, test } from 'vitest'
import { blackenPixels, clearUnusedBits, type PixelLayout } from './black-pixels.ts'

const layout: PixelLayout = {
  rows: 2,
  columns: 4,
  frames: 1,
  samples: 1,
  photometric: 'MONOCHROME2',
  bits: 8,
  bitsStored: 8,
  highBit: 7,
  isSigned: false,
  isPlanar: false,
  isLittleEndian: true,
  isSwapped: false,
}
/** The second and third pixel of the first row. */
const area = { x: 1, y: 0, width: 2, height: 1, frame: null }
const grey = (length: number) => new Uint8Array(length).fill(7)

describe('what is made black', () => {
  test.each<[string, Partial<PixelLayout>, number[]]>([
    ['grey', {}, [7, 0, 0, 7, 7, 7, 7, 7]],
    ['grey where the highest value is black', { photometric: 'MONOCHROME1' }, [7, 255, 255, 7, 7, 7, 7, 7]],
    ['grey with values below zero', { isSigned: true }, [7, 128, 128, 7, 7, 7, 7, 7]],
    ['two in a word of a big-endian file', { isLittleEndian: false, isSwapped: true }, [0, 7, 7, 0, 7, 7, 7, 7]],
  ])('%s', (_, says, expected) => {
    const pixels = grey(8)
    blackenPixels(pixels, { ...layout, ...says }, [area])
    expect([...pixels]).toEqual(expected)
  })

  test.each<[string, Partial<PixelLayout>, number, number[]]>([
    ['colours pixel by pixel', { photometric: 'RGB', samples: 3 }, 24, [3, 4, 5, 6, 7, 8]],
    ['colours in planes', { photometric: 'RGB', samples: 3, isPlanar: true }, 24, [1, 2, 9, 10, 17, 18]],
    ['16 bits', { bits: 16, bitsStored: 12, highBit: 11 }, 16, [2, 3, 4, 5]],
  ])('%s: these bytes, and no others', (_, says, length, expected) => {
    const pixels = grey(length)
    blackenPixels(pixels, { ...layout, ...says }, [area])
    expect([...pixels].flatMap((byte, at) => (byte === 0 ? [at] : []))).toEqual(expected)
  })

  test('brightness and hues have a black of their own, also where two pixels share their hues', () => {
    const full = grey(24)
    blackenPixels(full, { ...layout, photometric: 'YBR_FULL', samples: 3 }, [area])
    expect([...full.subarray(3, 9)]).toEqual([0, 128, 128, 0, 128, 128])
    const shared = grey(16)
    blackenPixels(shared, { ...layout, photometric: 'YBR_FULL_422', samples: 3 }, [area])
    // Whole pairs: half of one would keep its hue.
    expect([...shared]).toEqual([0, 0, 128, 128, 0, 0, 128, 128, ...grey(8)])
  })

  test('single bits', () => {
    const pixels = Uint8Array.of(0xff)
    blackenPixels(pixels, { ...layout, bits: 1, bitsStored: 1, highBit: 0 }, [area])
    expect(pixels[0]).toBe(0b1111_1001)
  })

  test('all frames, or this one', () => {
    const frames = (at: number | null) => {
      const pixels = grey(16)
      blackenPixels(pixels, { ...layout, frames: 2 }, [{ ...area, frame: at }])
      return [...pixels].flatMap((byte, index) => (byte === 0 ? [index] : []))
    }
    expect(frames(null)).toEqual([1, 2, 9, 10])
    expect(frames(1)).toEqual([9, 10])
  })

  test('a picture that is cut, or an area beyond its edge, harms nothing', () => {
    const pixels = grey(2)
    blackenPixels(pixels, layout, [{ ...area, width: 900, height: 900 }])
    expect([...pixels]).toEqual([7, 0])
  })
})

describe('bits beside the picture', () => {
  const sixteen = { ...layout, bits: 16, bitsStored: 12, highBit: 11 }
  const values = (pixels: Uint8Array) => [...new Uint16Array(pixels.buffer)]
  test('are gone, with whatever was drawn in them', () => {
    const pixels = new Uint8Array(Uint16Array.of(0xf123, 0x8fff, 0x0001).buffer)
    clearUnusedBits(pixels, sixteen)
    expect(values(pixels)).toEqual([0x0123, 0x0fff, 0x0001])
  })
  test('of values below zero repeat the sign', () => {
    const pixels = new Uint8Array(Uint16Array.of(0x1800, 0xf7ff).buffer)
    clearUnusedBits(pixels, { ...sixteen, isSigned: true })
    expect(values(pixels)).toEqual([0xf800, 0x07ff])
  })
  test('stay when there are none', () => {
    const pixels = grey(8)
    clearUnusedBits(pixels, layout)
    expect(pixels).toEqual(grey(8))
  })
})
