import { describe, expect, it } from 'vitest'
import { bytesOfAscii, joined } from '../case-files/bytes.ts'
import { substanceOf, typeOfBytes } from './type-of-bytes.ts'

const box = (brand: string) => joined(Uint8Array.of(0, 0, 0, 24), bytesOfAscii(`ftyp${brand}`))

describe('the type of a file', () => {
  it.each([
    [Uint8Array.of(0xff, 0xd8, 0xff, 0xe1), 'image/jpeg'],
    [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'image/png'],
    [bytesOfAscii('GIF89a'), 'image/gif'],
    [bytesOfAscii('RIFF0000WEBPVP8 '), 'image/webp'],
    [bytesOfAscii('RIFF0000WAVEfmt '), 'audio/wav'],
    [box('avif'), 'image/avif'],
    [box('heic'), 'image/heic'],
    [box('isom'), 'video/mp4'],
    [box('M4A '), 'audio/mp4'],
    [box('qt  '), 'video/quicktime'],
    [bytesOfAscii('\u001aE\u00df\u00a3....webm'), 'video/webm'],
    [bytesOfAscii('OggS'), 'audio/ogg'],
    [bytesOfAscii('ID3'), 'audio/mpeg'],
    [Uint8Array.of(0xff, 0xfb, 0x90), 'audio/mpeg'],
    [bytesOfAscii('%PDF-1.7'), 'application/pdf'],
    [bytesOfAscii(`${'\0'.repeat(128)}DICM`), 'application/dicom'],
    [joined(Uint8Array.of(0x49, 0x49, 0x2a, 0), bytesOfAscii(`${'\0'.repeat(124)}DICM`)), 'application/dicom'],
    [bytesOfAscii('PK\u0003\u0004'), 'application/zip'],
    [Uint8Array.of(0x49, 0x49, 0x2a, 0), 'image/tiff'],
  ])('is told by what it begins with: %#, %s', (head, type) => {
    expect(typeOfBytes(head)).toBe(type)
  })

  it('of SVG and HTML is text, so that nobody draws them', () => {
    for (const text of [
      '<svg xmlns="http://www.w3.org/2000/svg">',
      '<!doctype html><script>',
      '<?xml version="1.0"?><svg/>',
    ])
      expect(typeOfBytes(bytesOfAscii(text))).toBe('text/plain')
    expect(substanceOf('image/svg+xml')).not.toBe('picture')
  })

  it('of anything else is unknown', () => {
    expect(typeOfBytes(Uint8Array.of(1, 2, 3, 4))).toBeNull()
    expect(typeOfBytes(new Uint8Array())).toBeNull()
  })
})
