import { type Bytes, bytesOfAscii, joined } from './bytes.ts'

/**
 * An archive without compression (PKWARE APPNOTE 6.3.10), as pieces: what every system opens, made without copying what
 * is in it. Pictures are compressed already, or would give away their content by how well they compress.
 */

/** `name` in ASCII; `crc32` as four bytes in hexadecimal. */
export type ZipEntry = { name: string; sizeBytes: number; crc32: string }

export type ZipPlan = {
  /** Before the content of each entry. */
  headers: Bytes[]
  /** Where the content of each begins. */
  starts: number[]
  /** After the last. */
  ending: Bytes
}

const limit32 = 0xffffffff
const version = 45
/** 1980-01-01, the first day that there is: archives of the same files are the same bytes. */
const date = 0x21
const fixed = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 }

const numbers = (...fields: readonly (readonly [2 | 4 | 8, number])[]): Bytes => {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true)
    else if (size === 4) view.setUint32(at, value, true)
    else view.setBigUint64(at, BigInt(value), true)
    at += size
  }
  return bytes
}

const about = ({ name, sizeBytes, crc32 }: ZipEntry) =>
  [
    [2, 0],
    [2, 0],
    [2, 0],
    [2, date],
    [4, Number.parseInt(crc32, 16)],
    [4, sizeBytes],
    [4, sizeBytes],
    [2, name.length],
  ] as const

const localHeader = (entry: ZipEntry): Bytes =>
  joined(numbers([4, fixed.local], [2, version], ...about(entry), [2, 0]), bytesOfAscii(entry.name))

const centralHeader = (entry: ZipEntry, start: number): Bytes => {
  const isFar = start >= limit32
  const extra = isFar ? numbers([2, 1], [2, 8], [8, start]) : new Uint8Array()
  return joined(
    numbers(
      [4, fixed.central],
      [2, version],
      [2, version],
      ...about(entry),
      [2, extra.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, isFar ? limit32 : start],
    ),
    bytesOfAscii(entry.name),
    extra,
  )
}

/** Entries of less than 4 GiB each; as many and as much together as there is. */
export const planZip = (entries: readonly ZipEntry[]): ZipPlan => {
  const headers = entries.map(localHeader)
  const places: number[] = []
  const starts: number[] = []
  let at = 0
  for (const [index, { sizeBytes }] of entries.entries()) {
    places.push(at)
    at += headers[index]?.length ?? 0
    starts.push(at)
    at += sizeBytes
  }
  const directory = joined(...entries.map((entry, index) => centralHeader(entry, places[index] ?? 0)))
  const count = entries.length
  const end64 = numbers(
    [4, fixed.end64],
    [8, 44],
    [2, version],
    [2, version],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, directory.length],
    [8, at],
  )
  const locator = numbers([4, fixed.locator64], [4, 0], [8, at + directory.length], [4, 1])
  const isLarge = count >= 0xffff || at >= limit32
  const end = numbers(
    [4, fixed.end],
    [2, 0],
    [2, 0],
    [2, isLarge ? 0xffff : count],
    [2, isLarge ? 0xffff : count],
    [4, isLarge ? limit32 : directory.length],
    [4, isLarge ? limit32 : at],
    [2, 0],
  )
  return { headers, starts, ending: isLarge ? joined(directory, end64, locator, end) : joined(directory, end) }
}
