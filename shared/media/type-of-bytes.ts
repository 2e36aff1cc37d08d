/** What bytes are, by the marks that their formats begin with: a name or a sender may say anything. */

/** So many bytes from the beginning are enough. */
export const headBytes = 4096

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
const begins = (bytes: Uint8Array, ...mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte)

/** ISO base media: the brand of a box `ftyp` at the beginning. */
const typeOfBrand = (brand: string): string => {
  if (/^av(?:if|is)$/.test(brand)) return 'image/avif'
  if (/^(?:hei[cxms]|hev[cmxs]|mif1|msf1)$/.test(brand)) return 'image/heic'
  if (brand === 'qt  ') return 'video/quicktime'
  return /^M4[AB] $/.test(brand) ? 'audio/mp4' : 'video/mp4'
}

const typeOfRiff = (form: string): string | null => {
  switch (form) {
    case 'WEBP':
      return 'image/webp'
    case 'WAVE':
      return 'audio/wav'
    default:
      return null
  }
}

const isText = (bytes: Uint8Array): boolean =>
  bytes.length > 0 && bytes.every((byte) => byte > 31 || byte === 9 || byte === 10 || byte === 13)

/** The type of a file that begins so; `text/plain` for text of any kind, also SVG and HTML; otherwise null. */
export const typeOfBytes = (head: Uint8Array): string | null => {
  // PS3.10 section 7.1: before that it may begin as a TIFF does, for both kinds of readers.
  if (ascii(head, 128, 132) === 'DICM') return 'application/dicom'
  if (begins(head, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (begins(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (/^GIF8[79]a$/.test(ascii(head, 0, 6))) return 'image/gif'
  if (ascii(head, 0, 4) === 'RIFF') return typeOfRiff(ascii(head, 8, 12))
  if (ascii(head, 4, 8) === 'ftyp') return typeOfBrand(ascii(head, 8, 12))
  // Films of older QuickTime cameras begin without a brand.
  if (/^(?:moov|mdat|wide)$/.test(ascii(head, 4, 8))) return 'video/quicktime'
  if (begins(head, 0x49, 0x49, 0x2a, 0) || begins(head, 0x4d, 0x4d, 0, 0x2a)) return 'image/tiff'
  if (begins(head, 0x1a, 0x45, 0xdf, 0xa3))
    return ascii(head, 0, 64).includes('webm') ? 'video/webm' : 'video/x-matroska'
  if (ascii(head, 0, 4) === 'OggS') return ascii(head, 0, 64).includes('theora') ? 'video/ogg' : 'audio/ogg'
  if (ascii(head, 0, 4) === 'fLaC') return 'audio/flac'
  if (ascii(head, 0, 3) === 'ID3') return 'audio/mpeg'
  if (head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0) return 'audio/aac'
  if (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2) return 'audio/mpeg'
  if (ascii(head, 0, 5) === '%PDF-') return 'application/pdf'
  if (begins(head, 0x50, 0x4b, 3, 4)) return 'application/zip'
  if (ascii(head, 0, 2) === 'BM' && begins(head.subarray(6), 0, 0, 0, 0)) return 'image/bmp'
  return isText(head) ? 'text/plain' : null
}

/** Pictures that every browser draws, and so can write anew. */
const drawable: readonly string[] = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  // Some browsers; the others refuse when they are asked.
  'image/heic',
]

/** `scan`: a picture, but no browser draws it. */
export type Substance = 'picture' | 'scan' | 'video' | 'audio' | 'dicom' | 'other'

export const substanceOf = (type: string | null): Substance => {
  if (type === null) return 'other'
  if (drawable.includes(type)) return 'picture'
  if (type.startsWith('image/')) return 'scan'
  if (type.startsWith('video/')) return 'video'
  if (type.startsWith('audio/')) return 'audio'
  return type === 'application/dicom' ? 'dicom' : 'other'
}
