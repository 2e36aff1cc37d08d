import { type Element, hasLongLength, type Item, type Writing } from './elements.ts'
import { groupOf, type Tag, type Vr } from './standard.ts'

/** Bytes of ours, or a range of the file that stays as it is. */
export type Part = Uint8Array<ArrayBuffer> | { start: number; end: number }

export const lengthOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, part) => sum + (part instanceof Uint8Array ? part.length : part.end - part.start), 0)

const undefinedLength = 0xffffffff

const headerOf = (tag: Tag, vr: Vr | null, length: number, { isExplicit, isLittleEndian }: Writing) => {
  const isLong = vr === null || !isExplicit || !hasLongLength(vr) ? 8 : 12
  const bytes = new Uint8Array(isLong)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, groupOf(tag), isLittleEndian)
  view.setUint16(2, tag & 0xffff, isLittleEndian)
  if (vr === null || !isExplicit) {
    view.setUint32(4, length, isLittleEndian)
    return bytes
  }
  bytes[4] = vr.charCodeAt(0)
  bytes[5] = vr.charCodeAt(1)
  if (isLong === 12) view.setUint32(8, length, isLittleEndian)
  else view.setUint16(6, length, isLittleEndian)
  return bytes
}

/** Values have an even length (PS3.5 section 6.2): identifiers are filled with zero, text with a space. */
const evened = (value: Uint8Array<ArrayBuffer>, vr: Vr): Uint8Array<ArrayBuffer> => {
  if (value.length % 2 === 0) return value
  const padded = new Uint8Array(value.length + 1)
  padded.set(value)
  padded[value.length] = vr === 'UI' || vr === 'OB' || vr === 'UN' ? 0 : 0x20
  return padded
}

export const ascii = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

export const written = (tag: Tag, vr: Vr, value: Uint8Array<ArrayBuffer> | string, writing: Writing): Part[] => {
  const bytes = evened(typeof value === 'string' ? ascii(value) : value, vr)
  return [headerOf(tag, vr, bytes.length, writing), bytes]
}

/** As it was: with lengths, or with marks at the ends. */
export const writtenSequence = (
  { tag, writtenVr, hasLength }: Pick<Element, 'tag' | 'writtenVr' | 'hasLength'>,
  items: readonly { parts: Part[]; writing: Item['writing'] }[],
  writing: Writing,
): Part[] => {
  const content = items.flatMap(({ parts, writing: within }) => [
    headerOf(0xfffee000, null, lengthOf(parts), within),
    ...parts,
  ])
  const ending = hasLength ? [] : [headerOf(0xfffee0dd, null, 0, writing)]
  return [headerOf(tag, writtenVr, hasLength ? lengthOf(content) : undefinedLength, writing), ...content, ...ending]
}
