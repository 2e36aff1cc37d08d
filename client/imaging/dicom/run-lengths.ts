/**
 * One frame in run lengths (PS3.5 annex G) as it would be stored uncompressed, little endian, colours pixel by pixel: for
 * cells that the decoder of the library does not know. Each segment has one byte of every cell, the highest one first.
 */
export const withoutRunLengths = (frame: Uint8Array, pixels: number, samples: number, cellBytes: number) => {
  const header = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const segments = header.getUint32(0, true)
  if (segments !== samples * cellBytes) throw new Error('another number of segments')
  const unpacked = new Uint8Array(pixels * samples * cellBytes)
  for (let segment = 0; segment < segments; segment += 1) {
    const sample = Math.floor(segment / cellBytes)
    const byte = cellBytes - 1 - (segment % cellBytes)
    let at = header.getUint32(4 * (segment + 1), true)
    const end = segment + 1 < segments ? header.getUint32(4 * (segment + 2), true) : frame.length
    let pixel = 0
    const put = (value: number) => {
      if (pixel < pixels) unpacked[(pixel * samples + sample) * cellBytes + byte] = value
      pixel += 1
    }
    while (at < end && pixel < pixels) {
      const control = frame[at] ?? 0
      at += 1
      if (control < 128) for (let left = control + 1; left > 0; left -= 1, at += 1) put(frame[at] ?? 0)
      else if (control > 128) {
        for (let left = 257 - control; left > 0; left -= 1) put(frame[at] ?? 0)
        at += 1
      }
    }
    if (pixel < pixels) throw new Error('too few pixels')
  }
  return unpacked
}
