import { describe, expect, it } from 'vitest'
import { withoutRunLengths } from './run-lengths.ts'

const frameOf = (...segments: number[][]): Uint8Array => {
  const starts = segments.map((_, at) => 64 + segments.slice(0, at).flat().length)
  const header = new DataView(new ArrayBuffer(64))
  for (const [at, value] of [segments.length, ...starts].entries()) header.setUint32(4 * at, value, true)
  return Uint8Array.of(...new Uint8Array(header.buffer), ...segments.flat())
}

describe('a frame in run lengths', () => {
  it('is cells of four bytes, the lowest one first', () => {
    const frame = frameOf([1, 0x11, 0x21], [255, 0x12], [1, 0x13, 0x23], [128, 1, 0x14, 0x24])
    expect([...withoutRunLengths(frame, 2, 1, 4)]).toEqual([0x14, 0x13, 0x12, 0x11, 0x24, 0x23, 0x12, 0x21])
  })

  it('is colours pixel by pixel', () => {
    const frame = frameOf([255, 1], [255, 2], [255, 3], [255, 4], [255, 5], [0, 6, 0, 7])
    expect([...withoutRunLengths(frame, 2, 3, 2)]).toEqual([2, 1, 4, 3, 6, 5, 2, 1, 4, 3, 7, 5])
  })

  it('is nothing when it is cut, or has other segments than it should', () => {
    expect(() => withoutRunLengths(frameOf([1, 1]), 2, 1, 1)).not.toThrow()
    expect(() => withoutRunLengths(frameOf([0, 1]), 2, 1, 1)).toThrow()
    expect(() => withoutRunLengths(frameOf([255, 1]), 2, 1, 2)).toThrow()
  })
})
