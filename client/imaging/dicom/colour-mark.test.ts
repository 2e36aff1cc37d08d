import { expect, test } from 'vitest'
import { withColourMark } from './colour-mark.ts'

const baseline = '1.2.840.10008.1.2.4.50'
const jpeg = (...segments: number[][]) => Uint8Array.of(0xff, 0xd8, ...segments.flat(), 0xff, 0xda, 0, 2)
const jfif = [0xff, 0xe0, 0, 4, 1, 2]
const adobe = [0xff, 0xee, 0, 14, ...Array<number>(12).fill(0)]
const shortAdobe = [0xff, 0xee, 0, 12, ...Array<number>(10).fill(0)]
const table = [0xff, 0xdb, 0, 4, 1, 2]

test('red, green and blue without a marker get the one that says so', () => {
  const marked = withColourMark(jpeg(table), baseline, 'RGB ')
  expect([...marked.subarray(0, 4)]).toEqual([0xff, 0xd8, 0xff, 0xee])
  expect(String.fromCharCode(...marked.subarray(6, 11))).toBe('Adobe')
  // Transform 0: as they are.
  expect(marked[17]).toBe(0)
  expect([...marked.subarray(18)]).toEqual([...jpeg(table).subarray(2)])
})

test('a marker that is too short to say it does not count', () => {
  const marked = withColourMark(jpeg(shortAdobe, table), baseline, 'RGB')
  expect([...marked.subarray(18)]).toEqual([...jpeg(shortAdobe, table).subarray(2)])
})

test.each([
  ['a picture that says it itself', jpeg(table, adobe), baseline, 'RGB'],
  ['a picture with the marker of JFIF', jpeg(jfif), baseline, 'RGB'],
  ['brightness and hues', jpeg(table), baseline, 'YBR_FULL_422'],
  ['another way to compress', jpeg(table), '1.2.840.10008.1.2.4.70', 'RGB'],
  ['no JPEG', Uint8Array.of(1, 2, 3, 4), baseline, 'RGB'],
])('%s stays as it is', (_, pixels, transferSyntax, photometric) => {
  expect(withColourMark(pixels, transferSyntax, photometric)).toBe(pixels)
})
