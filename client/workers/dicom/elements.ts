import { groupOf, type Tag, type Vr, vrOf } from './standard.ts'

/** What cannot be read as DICOM, or not to its end. */
export class NotDicom extends Error {
  override name = 'NotDicom'
}

export type Writing = { isExplicit: boolean; isLittleEndian: boolean }

export type Item = { elements: Element[]; writing: Writing }
/** Where it lies: `start` of its tag, `valueStart` of its value, `end` of all of it with whatever marks its end. */
export type Element = {
  tag: Tag
  /** As the file says; `SQ` when it holds items. */
  vr: Vr
  /** `UN` hides a sequence from those who do not know it. */
  writtenVr: Vr
  start: number
  valueStart: number
  valueEnd: number
  end: number
  hasLength: boolean
  items: Item[] | null
}

export const pixelData = 0x7fe00010
const itemTag = 0xfffee000
const itemEndTag = 0xfffee00d
const sequenceEndTag = 0xfffee0dd
const undefinedLength = 0xffffffff
const deepest = 32

const longVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])
export const hasLongLength = (vr: Vr): boolean => longVrs.has(vr)
/** PS3.5 section 6.2.2: what a sequence of unknown kind holds is written so, whatever is around it. */
const implicit: Writing = { isExplicit: false, isLittleEndian: true }

type Header = { tag: Tag; vr: Vr; length: number; valueStart: number }

/**
 * Reads a data set (PS3.5 section 7) without copying or interpreting values, as long as its elements belong to it.
 * `mayBeCut`: within its pixels. Throws `NotDicom`.
 */
export const readElements = (
  bytes: Uint8Array,
  start: number,
  writing: Writing,
  { belongs = () => true, mayBeCut = false }: { belongs?: (tag: Tag) => boolean; mayBeCut?: boolean } = {},
): { elements: Element[]; end: number } => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

  const tagAt = (at: number, { isLittleEndian }: Writing): Tag =>
    view.getUint16(at, isLittleEndian) * 0x10000 + view.getUint16(at + 2, isLittleEndian)

  const headerAt = (at: number, now: Writing, end: number): Header => {
    if (at + 8 > end) throw new NotDicom('cut in the middle of an element')
    const tag = tagAt(at, now)
    const isDelimiter = groupOf(tag) === 0xfffe
    const vr = String.fromCharCode(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0)
    // Some devices write elements the implicit way in between.
    if (isDelimiter || !now.isExplicit || !/^[A-Z]{2}$/.test(vr))
      return {
        tag,
        vr: vrOf(tag) ?? 'UN',
        length: view.getUint32(at + 4, now.isLittleEndian),
        valueStart: at + 8,
      }
    if (!hasLongLength(vr)) return { tag, vr, length: view.getUint16(at + 6, now.isLittleEndian), valueStart: at + 8 }
    if (at + 12 > end) throw new NotDicom('cut in the middle of an element')
    return { tag, vr, length: view.getUint32(at + 8, now.isLittleEndian), valueStart: at + 12 }
  }

  /** Compressed frames, each an item of its own (PS3.5 annex A.4). Returns where they end. */
  const skipFragments = (from: number, end: number, now: Writing): number => {
    for (let at = from; ; ) {
      const { tag, length, valueStart } = headerAt(at, now, end)
      if (tag === sequenceEndTag) return at
      if (tag !== itemTag || length === undefinedLength) throw new NotDicom('no item of pixels')
      at = valueStart + length
    }
  }

  const readItems = (from: number, end: number, now: Writing, isOpen: boolean, depth: number) => {
    if (depth > deepest) throw new NotDicom('too deep')
    const items: Item[] = []
    let at = from
    while (at < end) {
      const { tag, length, valueStart } = headerAt(at, now, end)
      if (tag === sequenceEndTag && isOpen) return { items, valueEnd: at, end: valueStart }
      if (tag !== itemTag) throw new NotDicom('no item of a sequence')
      const isItemOpen = length === undefinedLength
      const itemEnd = isItemOpen ? end : valueStart + length
      if (itemEnd > end) throw new NotDicom('an item longer than its sequence')
      const read = readAll(valueStart, itemEnd, now, isItemOpen, depth + 1)
      items.push({ elements: read.elements, writing: now })
      at = read.end
    }
    if (isOpen) throw new NotDicom('a sequence without end')
    return { items, valueEnd: at, end: at }
  }

  const isSequence = ({ tag, vr, length, valueStart }: Header, end: number): boolean => {
    if (vr === 'SQ') return true
    if (vr !== 'UN') return false
    if (length === undefinedLength) return true
    return vrOf(tag) === 'SQ' && (length === 0 || headerAt(valueStart, implicit, end).tag === itemTag)
  }

  const readElement = (at: number, now: Writing, end: number, depth: number): Element => {
    const header = headerAt(at, now, end)
    const { tag, vr, length, valueStart } = header
    const hasLength = length !== undefinedLength
    const found = { tag, vr, writtenVr: vr, start: at, valueStart, hasLength }
    if (!hasLength && (tag === pixelData || vr === 'OB' || vr === 'OW')) {
      const valueEnd = skipFragments(valueStart, end, now)
      return { ...found, valueEnd, end: valueEnd + 8, items: null }
    }
    const valueEnd = hasLength ? valueStart + length : end
    if (valueEnd > end) {
      // What is missing of a picture is for its viewer to tell.
      if (!mayBeCut || tag !== pixelData || depth > 0) throw new NotDicom('cut in the middle of a value')
      return { ...found, valueEnd: end, end, items: null }
    }
    if (!isSequence(header, end)) {
      if (!hasLength) throw new NotDicom('a value without length')
      return { ...found, valueEnd, end: valueEnd, items: null }
    }
    const within = vr === 'UN' && now.isExplicit ? implicit : now
    return { ...found, vr: 'SQ', ...readItems(valueStart, valueEnd, within, !hasLength, depth) }
  }

  const readAll = (from: number, end: number, now: Writing, isOpen: boolean, depth: number) => {
    const elements: Element[] = []
    let at = from
    while (at < end) {
      // Files padded with zeros at their end.
      if (depth === 0 && bytes.subarray(at, Math.min(end, at + 4)).every((byte) => byte === 0) && elements.length > 0)
        return { elements, end: at }
      if (depth === 0 && at + 4 <= end && !belongs(tagAt(at, now))) return { elements, end: at }
      if (isOpen && at + 8 <= end && tagAt(at, now) === itemEndTag) return { elements, end: at + 8 }
      const element = readElement(at, now, end, depth)
      elements.push(element)
      at = element.end
    }
    if (isOpen) throw new NotDicom('an item without end')
    return { elements, end: at }
  }

  return readAll(start, bytes.length, writing, false, 0)
}
