import { type DicomFile, deflate, elementOf, textOf } from './dicom-file.ts'
import { editPixels, type PixelEdit, type Replaced } from './edit-pixels.ts'
import type { Element, Writing } from './elements.ts'
import { type RemovedKind, removedKindOf } from './facts.ts'
import { groupOf, isPrivate, profileActionOf, type Tag, type Vr, vrOf } from './standard.ts'
import { ascii, lengthOf, type Part, written, writtenSequence } from './write-elements.ts'

/**
 * The Basic Application Level Confidentiality Profile (PS3.15 annex E), by tag and through all sequences. Beyond it,
 * only elements that the standard knows stay, free text, names, moments and addresses only where the profile names
 * them, and nothing that repeats what the file says of its patient.
 */

/** New identifiers and numbers for old ones: always the same for the same, and nobody can go back. */
export type Pseudonyms = { uid(original: string): string; patient(original: string): string }

export type Deidentified = { parts: Part[]; removed: ReadonlySet<RemovedKind> }

type Built = { parts: Part[]; isChanged: boolean }

const placeholder = 'REMOVED'
const ownTags: readonly Tag[] = [0x00120062, 0x00120063, 0x00120064, 0x00280303]
/** Kept, as keys of the case: whose pictures belong together is told by them, and who that is is not. */
const pseudonymTags: readonly Tag[] = [0x00100010, 0x00100020]

/** Where people write what they like; the profile names those of patients, the rest is for makers and stays away. */
const isFree = (vr: Vr): boolean => /^(?:PN|DA|DT|TM|AE|UR|UT|LT|ST)$/.test(vr)
const isShortText = (vr: Vr): boolean => /^(?:LO|SH|UC)$/.test(vr)

const dummyOf = (vr: Vr): Uint8Array<ArrayBuffer> | string => {
  switch (vr) {
    case 'DA':
      return '19000101'
    case 'TM':
      return '000000'
    case 'DT':
      return '19000101000000'
    case 'AS':
      return '000Y'
    case 'DS':
    case 'IS':
      return '0'
    case 'US':
    case 'SS':
    case 'OB':
    case 'OW':
    case 'UN':
      return new Uint8Array(2)
    case 'AT':
    case 'FL':
    case 'OF':
    case 'OL':
    case 'SL':
    case 'UL':
      return new Uint8Array(4)
    case 'FD':
    case 'OD':
    case 'OV':
    case 'SV':
    case 'UV':
      return new Uint8Array(8)
    default:
      return placeholder
  }
}

type Decision = 'keep' | 'remove' | 'empty' | 'replace' | 'identifier' | 'within' | 'pseudonym'

const decide = (tag: Tag, vr: Vr, isTop: boolean): Decision => {
  const group = groupOf(tag)
  const kind = group & 0xff00
  if ((tag & 0xffff) === 0 || isPrivate(tag) || kind === 0x5000 || kind === 0x6000 || group <= 4) return 'remove'
  if (ownTags.includes(tag)) return 'remove'
  if (isTop && pseudonymTags.includes(tag)) return 'pseudonym'
  const action = profileActionOf(tag)
  switch (action) {
    case 'X':
      return 'remove'
    case 'Z':
    case 'XZ':
      return 'empty'
    case 'D':
    case 'XD':
    case 'ZD':
    case 'XZD':
      return 'replace'
    case 'U':
      return vr === 'SQ' ? 'within' : vr === 'UI' ? 'identifier' : 'remove'
    case 'XZU':
      return 'within'
    case null:
      break
    default:
      return action satisfies never
  }
  const known = vrOf(tag)
  if (known === null || isFree(known) || isFree(vr)) return 'remove'
  return vr === 'SQ' ? 'within' : vr === 'UI' ? 'identifier' : 'keep'
}

/** Everything that says who somebody is, as it may stand again in any text. */
const wordsOfPeople = (bytes: Uint8Array, elements: readonly Element[]): Set<string> => {
  const words = new Set<string>()
  const telling: readonly Tag[] = [0x00100020, 0x00101000, 0x00080050, 0x00380010]
  const walk = (all: readonly Element[]) => {
    for (const element of all) {
      for (const item of element.items ?? []) walk(item.elements)
      const isName = (vrOf(element.tag) ?? element.vr) === 'PN'
      if (!isName && !telling.includes(element.tag)) continue
      const text = textOf(bytes, element).toLowerCase()
      for (const word of isName ? text.split(/[\^=\\\s,.]+/) : text.split('\\')) if (word.length >= 4) words.add(word)
    }
  }
  walk(elements)
  return words
}

/** Those of the standard itself name kinds, not things. */
const newUids = (text: string, pseudonyms: Pseudonyms): string =>
  text
    .split('\\')
    .map((uid) => uid.trim())
    .map((uid) => (uid === '' || uid.startsWith('1.2.840.10008.') ? uid : pseudonyms.uid(uid)))
    .join('\\')

const bytesOf = (bytes: Uint8Array, { valueStart, valueEnd }: Element) => bytes.subarray(valueStart, valueEnd)

export const deidentify = (
  file: DicomFile,
  pseudonyms: Pseudonyms,
  replaced: readonly Replaced[] = [],
): Deidentified => {
  const { bytes, elements, writing } = file
  const removed = new Set<RemovedKind>()
  const words = wordsOfPeople(bytes, elements)

  const repeatsPeople = (text: string) => {
    const low = text.toLowerCase()
    return [...words].some((word) => low.includes(word))
  }

  const asItIs = ({ start, end }: Element): Built => ({ parts: [{ start, end }], isChanged: false })
  const changed = (parts: Part[]): Built => ({ parts, isChanged: true })

  const build = (element: Element, now: Writing, isTop: boolean): Built => {
    const { tag, writtenVr } = element
    const vr = element.vr === 'UN' ? (vrOf(tag) ?? 'UN') : element.vr
    const decision = decide(tag, vr, isTop)
    const isEmpty = element.items ? element.items.length === 0 : bytesOf(bytes, element).every((byte) => byte === 0x20)
    if (!isEmpty && decision !== 'keep' && decision !== 'within' && decision !== 'identifier' && (tag & 0xffff) !== 0)
      removed.add(removedKindOf(tag, vr))
    const anew = (value: Uint8Array<ArrayBuffer> | string) => changed(written(tag, writtenVr, value, now))
    switch (decision) {
      case 'remove':
        return changed([])
      case 'empty':
        return vr === 'SQ' ? changed(writtenSequence(element, [], now)) : anew('')
      case 'replace':
        if (vr !== 'SQ') return anew(dummyOf(vr))
        return changed(writtenSequence(element, [{ parts: [], writing: element.items?.[0]?.writing ?? now }], now))
      case 'pseudonym':
        return anew(isEmpty ? '' : pseudonyms.patient(textOf(bytes, elementOf(elements, 0x00100020))))
      case 'identifier': {
        const before = textOf(bytes, element)
        const after = newUids(before, pseudonyms)
        return before === after ? asItIs(element) : anew(after)
      }
      case 'within': {
        if (!element.items) return element.valueEnd > element.valueStart ? changed([]) : asItIs(element)
        const items = element.items.map((item) => ({ ...buildAll(item.elements, item.writing), writing: item.writing }))
        return items.some(({ isChanged }) => isChanged)
          ? changed(writtenSequence(element, items, now))
          : asItIs(element)
      }
      case 'keep':
        if (!isShortText(vr) || !repeatsPeople(textOf(bytes, element))) return asItIs(element)
        removed.add('descriptions')
        return anew(placeholder)
      default:
        return decision satisfies never
    }
  }

  const buildAll = (all: readonly Element[], now: Writing): Built => {
    const built = all.map((element) => build(element, now, false))
    return { parts: built.flatMap(({ parts }) => parts), isChanged: built.some(({ isChanged }) => isChanged) }
  }

  const stated = (tag: Tag, vr: Vr, value: string) => ({ tag, parts: written(tag, vr, value, writing) })
  const method = {
    tag: 0x00120064,
    parts: writtenSequence(
      { tag: 0x00120064, writtenVr: 'SQ', hasLength: true },
      [
        {
          parts: [
            ...written(0x00080100, 'SH', '113100', writing),
            ...written(0x00080102, 'SH', 'DCM', writing),
            ...written(0x00080104, 'LO', 'Basic Application Confidentiality Profile', writing),
          ],
          writing,
        },
      ],
      writing,
    ),
  }
  const all = [
    ...elements
      .filter(({ tag }) => !replaced.some((one) => one.tag === tag))
      .map((element) => ({ tag: element.tag, parts: build(element, writing, true).parts })),
    ...replaced.flatMap(({ tag, parts }) => (parts ? [{ tag, parts }] : [])),
    stated(0x00120062, 'CS', 'YES'),
    stated(0x00120063, 'LO', 'PS3.15 Basic Application Confidentiality Profile'),
    method,
    stated(0x00280303, 'CS', 'REMOVED'),
  ].sort((one, other) => one.tag - other.tag)

  return { parts: all.flatMap(({ parts }) => parts), removed }
}

/** PS3.7 annex D.3.3.2: who wrote the file. */
const implementation = { uid: '2.25.267310884316573928410046712589031774923', name: 'CONSILIUM' }
const metaWriting: Writing = { isExplicit: true, isLittleEndian: true }

/** Preamble and file meta information (PS3.10 section 7.1), which say nothing but what the object is. */
const beginningOf = (sopClass: string, transferSyntax: string, instanceUid: string): Uint8Array<ArrayBuffer>[] => {
  const meta = [
    ...written(0x00020001, 'OB', Uint8Array.of(0, 1), metaWriting),
    ...written(0x00020002, 'UI', sopClass, metaWriting),
    ...written(0x00020003, 'UI', instanceUid, metaWriting),
    ...written(0x00020010, 'UI', transferSyntax, metaWriting),
    ...written(0x00020012, 'UI', implementation.uid, metaWriting),
    ...written(0x00020013, 'SH', implementation.name, metaWriting),
  ]
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, lengthOf(meta), true)
  const all = [...written(0x00020000, 'UL', length, metaWriting), ...meta]
  return [new Uint8Array(128), ascii('DICM'), ...all.filter((part) => part instanceof Uint8Array)]
}

const untouched: PixelEdit = { areas: [], isClean: false, stored: null }

/** A file of its own. What stays of a large one is taken from it again when it is read, not copied. */
export const deidentifiedFile = async (
  source: Blob,
  file: DicomFile,
  pseudonyms: Pseudonyms,
  edit: PixelEdit = untouched,
): Promise<{ blob: Blob; instanceUid: string }> => {
  const { replaced, transferSyntax } = await editPixels(file, edit)
  const { parts } = deidentify(file, pseudonyms, replaced)
  const instanceUid = newUids(textOf(file.bytes, elementOf(file.elements, 0x00080018)), pseudonyms)
  const beginning = beginningOf(file.sopClass, transferSyntax, instanceUid)
  const pieceOf = (part: Part): BlobPart => {
    if (part instanceof Uint8Array) return part
    return file.isDeflated || part.end - part.start < 65_536
      ? new Uint8Array(file.bytes.subarray(part.start, part.end))
      : source.slice(part.start, part.end)
  }
  const dataSet = new Blob(parts.map(pieceOf))
  const body = file.isDeflated ? await deflate(new Uint8Array(await dataSet.arrayBuffer())) : dataSet
  return { blob: new Blob([...beginning, body], { type: 'application/dicom' }), instanceUid }
}
