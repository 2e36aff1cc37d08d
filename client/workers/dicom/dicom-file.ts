import { joined } from '#shared/case-files/bytes.ts'
import { type Element, NotDicom, readElements, type Writing } from './elements.ts'
import { groupOf, type Tag } from './standard.ts'

/** A file (PS3.10 section 7) or what a device keeps without its beginning. */
export type DicomFile = {
  /** What the elements lie in: of a deflated file, what it holds. */
  bytes: Uint8Array
  isDeflated: boolean
  transferSyntax: string
  writing: Writing
  sopClass: string
  elements: Element[]
}

const implicitSyntax = '1.2.840.10008.1.2'
export const explicitSyntax = '1.2.840.10008.1.2.1'
const deflatedSyntax = '1.2.840.10008.1.2.1.99'
const bigEndianSyntax = '1.2.840.10008.1.2.2'
const explicitLittle: Writing = { isExplicit: true, isLittleEndian: true }

const mostInflated = 2 ** 31

/** Latin letters at least; what else there is goes through without harm. */
export const textOf = (bytes: Uint8Array, element: Element | undefined): string =>
  element && !element.items
    ? Array.from(bytes.subarray(element.valueStart, element.valueEnd), (byte) => String.fromCharCode(byte))
        .join('')
        .replace(/[\0 ]+$/, '')
        .trimStart()
    : ''

export const elementOf = (elements: readonly Element[], tag: Tag): Element | undefined =>
  elements.find((element) => element.tag === tag)

export const deflate = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> => {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

/** Some writers add a sum that does not belong there, for which browsers throw away all of the piece it came in. */
const tailBytes = 32

const inPieces = (bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> => {
  const end = Math.max(0, bytes.length - tailBytes)
  return new ReadableStream({
    start(stream) {
      if (end > 0) stream.enqueue(new Uint8Array(bytes.subarray(0, end)))
      for (const byte of bytes.subarray(end)) stream.enqueue(Uint8Array.of(byte))
      stream.close()
    },
  })
}

/** Up to where it ends, whatever follows. */
const inflate = async (bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const unpacked = inPieces(bytes).pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = unpacked.getReader()
  let total = 0
  for (;;) {
    const read = await reader.read().catch(() => null)
    if (!read?.value) return joined(...parts)
    parts.push(read.value)
    total += read.value.length
    if (total > mostInflated) throw new NotDicom('too large')
  }
}

/** By the first element: there is always one of a low group, and letters of its kind, or a length of few bytes. */
const guessWriting = (bytes: Uint8Array, at: number): Writing => {
  const isExplicit = /^[A-Z]{2}$/.test(String.fromCharCode(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0))
  return { isExplicit, isLittleEndian: (bytes[at] ?? 0) !== 0 || (bytes[at + 1] ?? 0) === 0 }
}

const writingOf = (transferSyntax: string, bytes: Uint8Array, at: number): Writing => {
  switch (transferSyntax) {
    case implicitSyntax:
      return { isExplicit: false, isLittleEndian: true }
    case bigEndianSyntax:
      return { isExplicit: true, isLittleEndian: false }
    default: {
      // Every other one of the standard is explicit little endian (PS3.5 annex A); not all devices keep to that.
      const guessed = guessWriting(bytes, at)
      return /^1\.2\.840\.10008\.1\.2\./.test(transferSyntax) ? { ...guessed, isLittleEndian: true } : guessed
    }
  }
}

const syntaxOf = ({ isExplicit, isLittleEndian }: Writing): string =>
  !isExplicit ? implicitSyntax : isLittleEndian ? explicitSyntax : bigEndianSyntax

/** Throws `NotDicom`. `belongs`: up to where it is read. */
export const readDicom = async (file: Uint8Array, belongs?: (tag: Tag) => boolean): Promise<DicomFile> => {
  const isMarked = String.fromCharCode(...file.subarray(128, 132)) === 'DICM'
  const meta = readElements(file, isMarked ? 132 : 0, explicitLittle, {
    belongs: (tag) => groupOf(tag) === 2,
  })
  const said = textOf(file, elementOf(meta.elements, 0x00020010))
  const isDeflated = said === deflatedSyntax
  const bytes = isDeflated ? await inflate(file.subarray(meta.end)) : file
  const start = isDeflated ? 0 : meta.end
  const writing = writingOf(said, bytes, start)
  const { elements } = readElements(bytes, start, writing, {
    ...(belongs && { belongs }),
    mayBeCut: !isDeflated,
  })
  const sopClass = textOf(bytes, elementOf(elements, 0x00080016)) || textOf(file, elementOf(meta.elements, 0x00020002))
  // Any bytes can be read as elements: without a class of object it was no DICOM.
  if (!/^[0-9.]+$/.test(sopClass)) throw new NotDicom('no SOP class')
  return { bytes, isDeflated, transferSyntax: said || syntaxOf(writing), writing, sopClass, elements }
}
