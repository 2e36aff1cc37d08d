/** A browser lays out this much without a pause. */
export const shownBytes = 1024 * 1024

const decode = (bytes: Uint8Array, encoding: string, fatal: boolean) =>
  // The last character may be cut in two at the end of what is shown.
  new TextDecoder(encoding, { fatal }).decode(bytes, { stream: true })

/** UTF-8 or UTF-16 if it is that; everything can be read as Windows-1252, which is what else German programs write. */
export const textOf = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes, 'utf-16le', false)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode(bytes, 'utf-16be', false)
  try {
    return decode(bytes, 'utf-8', true)
  } catch {
    return decode(bytes, 'windows-1252', false)
  }
}
