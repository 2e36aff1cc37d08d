const baseline = ['1.2.840.10008.1.2.4.50', '1.2.840.10008.1.2.4.51']

/** Adobe's marker: three colours that are red, green and blue already. */
const redGreenBlue = Uint8Array.of(
  ...[0xff, 0xee, 0x00, 0x0e],
  ...[0x41, 0x64, 0x6f, 0x62, 0x65],
  ...[0x00, 0x64, 0x00, 0x00, 0x00, 0x00, 0x00],
)

/** Whether the JPEG itself says how its colours are meant: by the marker of JFIF or of Adobe. */
const saysColours = (jpeg: Uint8Array): boolean => {
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff; ) {
    const marker = jpeg[at + 1] ?? 0
    const length = (jpeg[at + 2] ?? 0) * 256 + (jpeg[at + 3] ?? 0)
    // Some write Adobe's without its last bytes, which say it.
    if (marker === 0xe0 || (marker === 0xee && length >= redGreenBlue.length - 2)) return true
    // The picture begins.
    if (marker === 0xda) return false
    at += 2 + length
  }
  return false
}

/**
 * Without a marker, decoders take three colours for brightness and hues. Where the object says that they are red, green
 * and blue (PS3.5 section 8.2.1), the marker is put in.
 */
export const withColourMark = (pixels: Uint8Array, transferSyntax: string, photometric: string): Uint8Array => {
  const isJpeg = pixels[0] === 0xff && pixels[1] === 0xd8
  if (!isJpeg || !baseline.includes(transferSyntax) || photometric.trim() !== 'RGB' || saysColours(pixels))
    return pixels
  const marked = new Uint8Array(pixels.length + redGreenBlue.length)
  marked.set(pixels.subarray(0, 2))
  marked.set(redGreenBlue, 2)
  marked.set(pixels.subarray(2), 2 + redGreenBlue.length)
  return marked
}
