import { decryptAttachment, encryptAttachment } from 'matrix-encrypt-attachment'
import { describe, expect, it } from 'vitest'
import type { EncryptedFile } from '#shared/media/encrypted-file.ts'
import { decryptMedia, encryptMedia, TamperedMedia } from './media-cipher.ts'

const mebibyte = 1024 * 1024
const textOf = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) % 256)
const bytesOf = async (blob: Blob) => Buffer.from(await blob.arrayBuffer())
const isEqual = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0

describe('the file of a message', () => {
  it.each([0, 1, 17, mebibyte, mebibyte + 1, 3 * mebibyte + 5])(
    'of %i bytes opens to what was sent',
    async (length) => {
      const plain = textOf(length)
      const { cipher, seal } = await encryptMedia(new Blob([plain]))
      expect(cipher.size).toBe(length)
      expect(isEqual(await bytesOf(await decryptMedia(cipher, seal)), plain)).toBe(true)
    },
  )

  it("is read by Element's own library, over the edges of our pieces", async () => {
    const plain = textOf(2 * mebibyte + 33)
    const { cipher, seal } = await encryptMedia(new Blob([plain]))
    expect(isEqual(await bytesOf(cipher), plain)).toBe(false)
    const read = await decryptAttachment(await cipher.arrayBuffer(), seal)
    expect(isEqual(new Uint8Array(read), plain)).toBe(true)
  })

  it("is read when Element's own library has written it", async () => {
    const plain = textOf(mebibyte + 99)
    const { data, info } = await encryptAttachment(plain.buffer)
    expect(isEqual(await bytesOf(await decryptMedia(new Blob([data]), info as EncryptedFile)), plain)).toBe(true)
  })

  it('is refused when a bit of it was changed, when it was cut, or when its hash is of another', async () => {
    const { cipher, seal } = await encryptMedia(new Blob([textOf(5_000)]))
    const changed = new Uint8Array(await cipher.arrayBuffer())
    changed[4_321] = (changed[4_321] ?? 0) ^ 1
    const other = await encryptMedia(new Blob([textOf(5_000)]))
    for (const [bytes, by] of [
      [new Blob([changed]), seal],
      [cipher.slice(0, 4_999), seal],
      [new Blob([cipher, 'x']), seal],
      [cipher, { ...seal, hashes: other.seal.hashes }],
      [other.cipher, seal],
    ] as const)
      await expect(decryptMedia(bytes, by)).rejects.toThrow(TamperedMedia)
  })

  it('never has the same key or start twice', async () => {
    const seals = await Promise.all(Array.from({ length: 20 }, () => encryptMedia(new Blob(['x']))))
    expect(new Set(seals.map(({ seal }) => seal.key.k)).size).toBe(20)
    expect(new Set(seals.map(({ seal }) => seal.iv)).size).toBe(20)
  })
})
