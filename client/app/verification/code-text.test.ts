import encodeQR from 'qr'
import { decodeQR } from 'qr/decode.js'
import { expect, it } from 'vitest'
import { bytesOf, textOf } from './code-text.ts'
import { pixelsPerModule, scanOptions, showOptions } from './qr-options.ts'

it('reads every byte of a code as it was drawn', () => {
  const bytes = Uint8ClampedArray.from({ length: 256 }, (_, at) => (at * 37) % 256)
  const drawn = encodeQR(textOf(bytes), 'raw', showOptions)
  const width = drawn.length * pixelsPerModule
  const data = new Uint8ClampedArray(width * width * 4)
  for (let at = 0; at < width * width; at += 1) {
    const row = drawn[Math.floor(Math.floor(at / width) / pixelsPerModule)]
    data.fill(row?.[Math.floor((at % width) / pixelsPerModule)] ? 0 : 255, at * 4, at * 4 + 4)
  }
  expect(bytesOf(decodeQR({ width, height: width, data }, scanOptions))).toEqual(bytes)
})
