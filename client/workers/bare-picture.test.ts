import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bareJpeg, barePng } from './bare-picture.ts'

const own = (bytes: Buffer) => new Uint8Array(bytes)
const markersOf = (bytes: Uint8Array): number[] => {
  const markers: number[] = []
  for (let at = 2; bytes[at] === 0xff; ) {
    markers.push(bytes[at + 1] ?? 0)
    if (bytes[at + 1] === 0xda) break
    at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
  }
  return markers
}

describe('what is needed to draw a picture', () => {
  it('is all that stays of a JPEG', async () => {
    const photo = own(await readFile(join(import.meta.dirname, '../../e2e/fixtures/photo-with-place.jpg')))
    expect(markersOf(photo)).toEqual(expect.arrayContaining([0xe1, 0xed, 0xfe]))
    const bare = bareJpeg(photo)
    for (const marker of markersOf(bare)) expect([0xe0, 0xdb, 0xc0, 0xc4, 0xda]).toContain(marker)
    for (const secret of ['Exif', 'Mustermann', 'Geheim', 'Hamburg']) {
      expect(Buffer.from(photo).includes(secret)).toBe(true)
      expect(Buffer.from(bare).includes(secret)).toBe(false)
    }
    const scan = (bytes: Uint8Array) => Buffer.from(bytes).subarray(Buffer.from(bytes).indexOf(Buffer.of(0xff, 0xda)))
    expect(scan(bare)).toEqual(Buffer.from(photo).subarray(photo.length - scan(bare).length))
  })

  it('is all that stays of a PNG', () => {
    const chunk = (type: string, content: Buffer) => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(content.length)
      return Buffer.concat([length, Buffer.from(type), content, Buffer.alloc(4)])
    }
    const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const pixels = chunk('IDAT', deflateSync(Buffer.alloc(20)))
    const [head, end] = [chunk('IHDR', Buffer.alloc(13)), chunk('IEND', Buffer.alloc(0))]
    const beside = ['tEXt', 'iTXt', 'eXIf', 'iCCP', 'tIME', 'zTXt'].map((type) =>
      chunk(type, Buffer.from('Mustermann')),
    )
    const bare = barePng(own(Buffer.concat([signature, head, ...beside, pixels, end])))
    expect(Buffer.from(bare)).toEqual(Buffer.concat([signature, head, pixels, end]))
  })
})
