import { describe, expect, it } from 'vitest'
import { hexOf } from './bytes.ts'
import {
  chunkCount,
  chunksOfPlain,
  chunksOfSealed,
  headerOf,
  nonceOf,
  plainRange,
  preambleBytes,
  preambleOf,
  sealedBytes,
  sealedRange,
} from './records.ts'

const fileId = '0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d00'
const layout = { plainBytes: 2_500, chunkBytes: 1_000 }

describe('the format of a case file', () => {
  it('is version 1 as it was first stored', () => {
    expect(hexOf(headerOf({ plainBytes: 2_147_483_649, chunkBytes: 1_048_576 }, fileId))).toBe(
      '43434601001000000000000080000001' + '0191d2a477e17c119d2e8a4f3b2c1d00',
    )
    expect(preambleOf(layout, fileId, new Uint8Array(32)).length).toBe(preambleBytes)
  })

  it('counts chunks in the nonce and marks the last', () => {
    expect([0, 1, 2].map((index) => hexOf(nonceOf(layout, index)))).toEqual([
      '000000000000000000000000',
      '000000000000000000000100',
      '000000000000000000000201',
    ])
    expect(hexOf(nonceOf({ plainBytes: 2 ** 50, chunkBytes: 1_024 }, 2 ** 34))).toBe('000000000000040000000000')
  })

  it.each([
    [0, 1],
    [1, 1],
    [999, 1],
    [1_000, 1],
    [1_001, 2],
    [2_000, 2],
    [2_001, 3],
  ])('of %i bytes has %i chunks, one tag each', (plainBytes, count) => {
    const some = { plainBytes, chunkBytes: 1_000 }
    expect(chunkCount(some)).toBe(count)
    expect(sealedBytes(some)).toBe(64 + plainBytes + 16 * count)
    expect(sealedRange(some, count - 1).end).toBe(sealedBytes(some))
  })

  it('puts chunks one after the other, without a gap', () => {
    expect([0, 1, 2].map((index) => [plainRange(layout, index), sealedRange(layout, index)])).toEqual([
      [
        { start: 0, end: 1_000 },
        { start: 64, end: 1_080 },
      ],
      [
        { start: 1_000, end: 2_000 },
        { start: 1_080, end: 2_096 },
      ],
      [
        { start: 2_000, end: 2_500 },
        { start: 2_096, end: 2_612 },
      ],
    ])
  })

  it.each([
    [0, 1, 0, 0],
    [0, 1_000, 0, 0],
    [999, 1_001, 0, 1],
    [1_000, 2_000, 1, 1],
    [2_400, 2_500, 2, 2],
    [0, 2_500, 0, 2],
  ])('has bytes %i to %i of the text in chunks %i to %i', (start, end, first, last) => {
    expect(chunksOfPlain(layout, { start, end })).toEqual({ first, last })
  })

  it('of 20 GiB has chunks without a gap, and for each a nonce of its own', () => {
    const large = { plainBytes: 20 * 1024 ** 3 + 5, chunkBytes: 1024 ** 2 }
    const count = chunkCount(large)
    expect(count).toBe(20_481)
    const nonces = new Set<string>()
    let end = preambleBytes
    for (let index = 0; index < count; index += 1) {
      nonces.add(hexOf(nonceOf(large, index)))
      const range = sealedRange(large, index)
      expect(range.start).toBe(end)
      expect(chunksOfSealed(large, range)).toEqual({ first: index, last: index })
      end = range.end
    }
    expect(nonces.size).toBe(count)
    expect(end).toBe(sealedBytes(large))
    expect(chunksOfPlain(large, { start: 2 ** 34 + 1, end: 2 ** 34 + 2 })).toEqual({ first: 16_384, last: 16_384 })
  })

  it('knows which chunks a range of what is stored touches, byte by byte', () => {
    const total = sealedBytes(layout)
    const chunkAt = (at: number) =>
      [0, 1, 2].find((i) => at >= sealedRange(layout, i).start && at < sealedRange(layout, i).end)
    for (let start = 0; start < total; start += 61)
      for (let end = start + 1; end <= total; end += 97) {
        const last = chunkAt(end - 1)
        const expected = last === undefined ? null : { first: chunkAt(Math.max(start, 64)), last }
        expect([start, end, chunksOfSealed(layout, { start, end })]).toEqual([start, end, expected])
      }
  })
})
