/**
 * Takes out of a picture's file whatever is not needed to draw it. Browsers write what they like beside the pixels of a
 * canvas: colour profiles, sizes, the program's name.
 */

type Bytes = Uint8Array<ArrayBuffer>

const joined = (parts: readonly Bytes[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const startOfScan = 0xda
/** JFIF's own segment says only how the pixels are meant. APP14 says how colours are written. */
const isBeside = (marker: number) => marker === 0xfe || (marker > 0xe0 && marker <= 0xef && marker !== 0xee)

/** ITU T.81, B.1: segments up to the scan; from there on pixels. */
export const bareJpeg = (bytes: Bytes): Bytes => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = [bytes.subarray(0, 2)]
  let at = 2
  while (at + 4 <= bytes.length && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    if (marker === startOfScan) break
    const end = at + 2 + view.getUint16(at + 2)
    if (!isBeside(marker)) parts.push(bytes.subarray(at, end))
    at = end
  }
  return joined([...parts, bytes.subarray(at)])
}

const drawn: readonly string[] = ['IHDR', 'PLTE', 'tRNS', 'sRGB', 'IDAT', 'IEND']
const signatureBytes = 8

/** PNG specification, section 5: length, type, content and checksum, one chunk after the other. */
export const barePng = (bytes: Bytes): Bytes => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = [bytes.subarray(0, signatureBytes)]
  for (let at = signatureBytes; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at)
    if (drawn.includes(String.fromCharCode(...bytes.subarray(at + 4, at + 8)))) parts.push(bytes.subarray(at, end))
    at = end
  }
  return joined(parts)
}
