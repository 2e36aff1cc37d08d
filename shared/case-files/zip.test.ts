import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { planZip } from './zip.ts'

const entryOf = (name: string, content: Buffer) => ({
  name,
  sizeBytes: content.length,
  crc32: crc32(content).toString(16).padStart(8, '0'),
})

test('another program finds every file in the archive as it was', () => {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-zip-'))
  try {
    const contents = { 'SE00001/IM00001.dcm': Buffer.from('one'), 'SE00001/IM00002.dcm': Buffer.alloc(70_000, 7) }
    const { headers, starts, ending } = planZip(
      Object.entries(contents).map(([name, content]) => entryOf(name, content)),
    )
    const bytes = Buffer.concat([
      ...Object.values(contents).flatMap((content, at) => [headers[at] ?? Buffer.alloc(0), content]),
      ending,
    ])
    const path = join(folder, 'study.zip')
    writeFileSync(path, bytes)
    execFileSync('python3', ['-m', 'zipfile', '-e', path, folder])
    for (const [at, [name, content]] of Object.entries(contents).entries()) {
      expect(readFileSync(join(folder, name)).equals(content)).toBe(true)
      expect(bytes.subarray(starts[at], (starts[at] ?? 0) + content.length).equals(content)).toBe(true)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('an archive of more than 4 GiB and more than 65,535 files says so in the fields for that', () => {
  const many = Array.from({ length: 70_000 }, (_, at) => ({ name: `${at}`, sizeBytes: 100_000, crc32: '00000000' }))
  const { starts, ending } = planZip(many)
  expect(starts.at(-1)).toBeGreaterThan(2 ** 32)
  const view = new DataView(ending.buffer)
  const end64 = ending.length - 22 - 20 - 56
  expect(view.getUint32(end64, true)).toBe(0x06064b50)
  expect(view.getBigUint64(end64 + 32, true)).toBe(70_000n)
  expect(view.getBigUint64(end64 + 48, true)).toBeGreaterThan(2n ** 32n)
})
