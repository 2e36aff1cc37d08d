import { describe, expect, it } from 'vitest'
import { safeFileName } from './file-name.ts'
import { parseManifest } from './manifest.ts'

const manifest = {
  version: 1,
  fileId: '0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d00',
  server: 'nord.example',
  name: 'CT Abdomen.dcm',
  mimeType: 'application/dicom',
  sizeBytes: 1_234,
  chunkBytes: 1_048_576,
  sha256: 'a'.repeat(64),
  secret: 'b'.repeat(64),
  commitment: 'c'.repeat(64),
}

describe('the event that announces a case file', () => {
  it('is read as it was sent', () => {
    expect(parseManifest(manifest)).toEqual(manifest)
  })

  it.each([
    ['version', 2],
    ['fileId', '../../etc/passwd'],
    ['server', 'https://evil.example/'],
    ['sizeBytes', -1],
    ['sizeBytes', 1.5],
    ['sizeBytes', 2 ** 60],
    ['chunkBytes', 1],
    ['chunkBytes', 2 ** 31],
    ['sha256', 'A'.repeat(64)],
    ['secret', 'b'.repeat(62)],
    ['commitment', undefined],
  ])('with %s %s is none', (field, value) => {
    expect(parseManifest({ ...manifest, [field]: value })).toBeNull()
  })
})

describe('the name of a file from somebody else', () => {
  it.each([
    ['Befund Müller.pdf', 'Befund Müller.pdf'],
    ['../../.bashrc', 'bashrc'],
    ['C:\\Windows\\cmd.exe', 'C:Windowscmd.exe'],
    ['rechnung\u202efdp.exe', 'rechnungfdp.exe'],
    ['a\u0000b\nc.txt', 'abc.txt'],
    ['...', 'file'],
    [`${'x'.repeat(300)}.dcm`, `${'x'.repeat(196)}.dcm`],
  ])('%j is shown and saved as %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe)
  })
})
