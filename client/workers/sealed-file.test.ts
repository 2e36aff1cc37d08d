import { createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { bytesOfHex, hexOf, joined } from '#shared/case-files/bytes.ts'
import { chunkCount, preambleBytes, sealedBytes, sealedRange, tagBytes } from '#shared/case-files/records.ts'
import { openCipher, TamperedFile } from './case-file-cipher.ts'
import { openChunks, openFile } from './open-file.ts'
import { sealFile } from './seal-file.ts'

const fileId = '0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d00'
const otherId = '0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d01'
const secret = '11'.repeat(32)
const chunkBytes = 1_000
const textOf = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) % 256)

type Options = { id?: string; secret?: string; knownTags?: Uint8Array<ArrayBuffer> }

const sealing = async (plain: Uint8Array<ArrayBuffer>, options: Options = {}) => {
  const layout = { plainBytes: plain.length, chunkBytes }
  const cipher = await openCipher(layout, options.id ?? fileId, bytesOfHex(options.secret ?? secret))
  return { cipher, file: await sealFile(new Blob([plain]), cipher, options.knownTags ?? new Uint8Array()) }
}

const sealedWhole = async (plain: Uint8Array<ArrayBuffer>, options: Options = {}) => {
  const { cipher, file } = await sealing(plain, options)
  const { bytes } = await file.read({ start: 0, end: file.sealedBytes })
  const manifest = {
    fileId: options.id ?? fileId,
    sizeBytes: plain.length,
    chunkBytes,
    secret: options.secret ?? secret,
    commitment: hexOf(cipher.commitment),
    sha256: file.sha256() ?? '',
  }
  return { bytes, manifest, layout: cipher.layout }
}
type Sealed = Awaited<ReturnType<typeof sealedWhole>>

const open = async ({ bytes, manifest }: Pick<Sealed, 'bytes' | 'manifest'>) => {
  const opened = await openFile(manifest)
  const parts = await opened.take(bytes.slice().buffer)
  opened.finish()
  return joined(...parts.map((part) => new Uint8Array(part)))
}

describe('a sealed file', () => {
  it.each([0, 1, 999, 1_000, 1_001, 2_500, 3_000])('of %i bytes opens to what was sealed', async (length) => {
    const sealed = await sealedWhole(textOf(length))
    expect(sealed.bytes.length).toBe(sealedBytes(sealed.layout))
    expect(await open(sealed)).toEqual(textOf(length))
  })

  it('opens from anywhere, and a chunk at no other place than its own', async () => {
    const { bytes, manifest, layout } = await sealedWhole(textOf(3_500))
    const chunks = await openChunks(manifest)
    const block = (first: number, last: number) =>
      bytes.slice(sealedRange(layout, first).start, sealedRange(layout, last).end).buffer
    const opened = await chunks(1, block(1, 3))
    expect(joined(...opened.map((part) => new Uint8Array(part)))).toEqual(textOf(3_500).slice(1_000))
    await expect(chunks(0, block(1, 1))).rejects.toThrow(TamperedFile)
    await expect(chunks(3, block(2, 2))).rejects.toThrow(TamperedFile)
    await expect(chunks(2, block(2, 2).slice(0, -1))).rejects.toThrow(TamperedFile)
    await expect(openChunks({ ...manifest, secret: '22'.repeat(32) })).rejects.toThrow(TamperedFile)
  })

  it('of 20 GiB opens at its very end, without what comes before', async () => {
    const layout = { plainBytes: 20 * 1024 ** 3 + 5, chunkBytes: 1024 ** 2 }
    const cipher = await openCipher(layout, fileId, bytesOfHex(secret))
    const last = chunkCount(layout) - 1
    const sealed = [await cipher.seal(last - 1, textOf(layout.chunkBytes)), await cipher.seal(last, textOf(5))]
    const { plainBytes: sizeBytes, chunkBytes: size } = layout
    const manifest = { fileId, sizeBytes, chunkBytes: size, secret, commitment: hexOf(cipher.commitment) }
    const chunks = await openChunks(manifest)
    const opened = await chunks(last - 1, joined(...sealed).buffer)
    expect(opened.map(({ byteLength }) => byteLength)).toEqual([layout.chunkBytes, 5])
    expect(new Uint8Array(opened[1] ?? new ArrayBuffer())).toEqual(textOf(5))
    await expect(chunks(last, sealed[0]?.buffer ?? new ArrayBuffer())).rejects.toThrow(TamperedFile)
  })

  it('holds as few chunks of a file of 3 GiB as of a small one', async () => {
    const layout = { plainBytes: 3 * 1024 ** 3, chunkBytes: 16 * 1024 ** 2 }
    let [held, most] = [0, 0]
    const nothing = new Uint8Array(tagBytes)
    // Sealing takes no time here, so that only what is asked for ahead can pile up.
    const cipher = {
      layout,
      commitment: new Uint8Array(32),
      preamble: new Uint8Array(preambleBytes),
      seal: async () => {
        held -= 1
        return nothing
      },
      open: () => Promise.reject(new Error('not here')),
    }
    const slice = (start: number, end: number) => {
      held += 1
      most = Math.max(most, held)
      return { arrayBuffer: async () => ({ byteLength: end - start }) }
    }
    const file = await sealFile({ slice } as unknown as Blob, cipher, new Uint8Array())
    const from = sealedRange(layout, chunkCount(layout) - 1).start
    await file.read({ start: from, end: from + 1 })
    expect(held).toBe(0)
    expect(most).toBeLessThanOrEqual(2)
  })

  it('has the hash of what is stored', async () => {
    const { bytes, manifest } = await sealedWhole(textOf(2_500))
    expect(manifest.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it('is the one that another implementation of the format reads', async () => {
    const { bytes, layout } = await sealedWhole(textOf(2_500))
    const derive = (info: string) =>
      Buffer.from(
        hkdfSync('sha256', Buffer.from(secret, 'hex'), Buffer.from(fileId.replaceAll('-', ''), 'hex'), info, 32),
      )
    expect(hexOf(bytes.subarray(32, 64))).toBe(derive('consilium case file v1 commitment').toString('hex'))
    const plain = [0, 1, 2].map((index) => {
      const { start, end } = sealedRange(layout, index)
      const nonce = Buffer.alloc(12)
      nonce.writeUInt32BE(index, 7)
      nonce[11] = index === 2 ? 1 : 0
      const cipher = createDecipheriv('aes-256-gcm', derive('consilium case file v1 key'), nonce)
      cipher.setAAD(bytes.subarray(0, 64))
      cipher.setAuthTag(bytes.subarray(end - tagBytes, end))
      return Buffer.concat([cipher.update(bytes.subarray(start, end - tagBytes)), cipher.final()])
    })
    expect(new Uint8Array(Buffer.concat(plain))).toEqual(textOf(2_500))
  })

  it('is byte for byte the one that was first stored', async () => {
    const { manifest } = await sealedWhole(textOf(2_500))
    expect(manifest).toMatchInlineSnapshot(`
      {
        "chunkBytes": 1000,
        "commitment": "44dc82550c58bcd5e5954e2a1b09ddb0698c861b83796e42f41a5e1b7a9fae51",
        "fileId": "0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d00",
        "secret": "1111111111111111111111111111111111111111111111111111111111111111",
        "sha256": "bbf5fc0a5a05bb02ed9666ce263b6edc5289f81805b60007693f396f251d34ad",
        "sizeBytes": 2500,
      }
    `)
  })

  it('is the same however it is cut while it is read', async () => {
    const { bytes } = await sealedWhole(textOf(2_500))
    for (const step of [1, 63, 64, 65, 500, 1_016, 1_017, 5_000]) {
      const { file } = await sealing(textOf(2_500))
      const parts: Uint8Array[] = []
      for (let start = 0; start < file.sealedBytes; start += step)
        parts.push((await file.read({ start, end: Math.min(file.sealedBytes, start + step) })).bytes)
      expect([step, hexOf(joined(...parts))]).toEqual([step, hexOf(bytes)])
      expect(file.sha256()).toBe(createHash('sha256').update(bytes).digest('hex'))
    }
  })
})

describe('a stored file that is not as it was sealed', () => {
  const flip = (bytes: Uint8Array, at: number) => {
    const changed = bytes.slice()
    changed[at] = (changed[at] ?? 0) ^ 1
    return changed
  }
  const without = ({ bytes, layout }: Sealed, index: number) => {
    const { start, end } = sealedRange(layout, index)
    return joined(bytes.subarray(0, start), bytes.subarray(end))
  }
  const swapped = ({ bytes, layout }: Sealed) => {
    const [first, second] = [sealedRange(layout, 0), sealedRange(layout, 1)]
    return joined(
      bytes.subarray(0, preambleBytes),
      bytes.subarray(second.start, second.end),
      bytes.subarray(first.start, first.end),
      bytes.subarray(second.end),
    )
  }

  const cases: [string, (sealed: Sealed) => Promise<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>][] = [
    ['a flipped bit in the header', ({ bytes }) => flip(bytes, 5)],
    ['a flipped bit in the commitment', ({ bytes }) => flip(bytes, 40)],
    ['a flipped bit in the first chunk', ({ bytes }) => flip(bytes, 100)],
    ['a flipped bit in a tag', ({ bytes }) => flip(bytes, 64 + 1_000 + 3)],
    ['a flipped bit at the end', ({ bytes }) => flip(bytes, bytes.length - 1)],
    ['the first chunk missing', (sealed) => without(sealed, 0)],
    ['a chunk in the middle missing', (sealed) => without(sealed, 1)],
    ['the last chunk missing', (sealed) => without(sealed, 2)],
    ['two chunks swapped', swapped],
    ['a byte cut off', ({ bytes }) => bytes.slice(0, -1)],
    ['a byte appended', ({ bytes }) => joined(bytes, Uint8Array.of(0))],
    ['a chunk appended', ({ bytes, layout }) => joined(bytes, bytes.subarray(sealedRange(layout, 0).start, 1_080))],
    [
      'a chunk of another file with the same key',
      async ({ bytes, layout }) => {
        const foreign = await sealedWhole(textOf(2_500), { id: otherId })
        const { start, end } = sealedRange(layout, 1)
        return joined(bytes.subarray(0, start), foreign.bytes.subarray(start, end), bytes.subarray(end))
      },
    ],
    ['the whole of another file', async () => (await sealedWhole(textOf(2_500), { id: otherId })).bytes],
    ['a file under another key', async () => (await sealedWhole(textOf(2_500), { secret: '22'.repeat(32) })).bytes],
    ['nothing at all', () => new Uint8Array()],
  ]

  it.each(cases)('with %s is refused', async (_, tamper) => {
    const sealed = await sealedWhole(textOf(2_500))
    const bytes = await tamper(sealed)
    await expect(open({ bytes, manifest: sealed.manifest })).rejects.toMatchObject({ name: 'TamperedFile' })
  })

  it('with another hash is refused, though every chunk is right', async () => {
    const { bytes, manifest } = await sealedWhole(textOf(2_500))
    await expect(open({ bytes, manifest: { ...manifest, sha256: '0'.repeat(64) } })).rejects.toMatchObject({
      name: 'TamperedFile',
    })
  })

  it('is refused before anything is fetched when the secret does not fit the commitment', async () => {
    const { manifest } = await sealedWhole(textOf(10))
    await expect(openFile({ ...manifest, secret: '22'.repeat(32) })).rejects.toMatchObject({ name: 'TamperedFile' })
  })
})

describe('an interrupted upload', () => {
  const plain = textOf(4_500)

  it('gives tags before bytes, and goes on with the same bytes', async () => {
    const { bytes } = await sealedWhole(plain)
    const first = (await sealing(plain)).file
    const block = await first.read({ start: 0, end: 2_200 })
    expect([block.firstNewTag, block.newTags.length / tagBytes]).toEqual([0, 3])

    const second = (await sealing(plain, { knownTags: block.newTags })).file
    const rest = await second.read({ start: 1_500, end: second.sealedBytes })
    expect(hexOf(rest.bytes)).toBe(hexOf(bytes.subarray(1_500)))
    expect(rest.firstNewTag).toBe(3)
    expect(second.sha256()).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it.each([
    ['in what was sent', 10, 3_500],
    ['in the chunk that is sent again', 2_900, 3_100],
  ])('never seals a file that changed %s', async (_, changedAt, from) => {
    const { newTags } = await (await sealing(plain)).file.read({ start: 0, end: 3_200 })
    const changed = plain.slice()
    changed[changedAt] = (changed[changedAt] ?? 0) ^ 1
    const { file } = await sealing(changed, { knownTags: newTags })
    await expect(file.read({ start: from, end: file.sealedBytes })).rejects.toMatchObject({ name: 'FileChanged' })
  })

  it('does not take a file that can no longer be read for one that is shorter', async () => {
    const layout = { plainBytes: 4_500, chunkBytes }
    const cipher = await openCipher(layout, fileId, bytesOfHex(secret))
    const file = await sealFile(new Blob([plain.subarray(0, 3_000)]), cipher, new Uint8Array())
    expect(chunkCount(layout)).toBe(5)
    await expect(file.read({ start: 0, end: file.sealedBytes })).rejects.toMatchObject({ name: 'FileChanged' })
  })
})
