import type { BlackArea } from '#shared/dicom/black-area.ts'
import { blackenPixels, canBlacken, clearUnusedBits, type PixelLayout } from './black-pixels.ts'
import { type DicomFile, elementOf, explicitSyntax, textOf } from './dicom-file.ts'
import { type Element, NotDicom, pixelData } from './elements.ts'
import { groupOf, type Tag } from './standard.ts'
import { type Part, written } from './write-elements.ts'

/** Unpacked, frame after frame, colours pixel by pixel, the low byte first. */
export type StoredPixels = { pixels: Blob; samples: number; bits: number; photometric: string }

/** What a person does to the pixels before they leave. */
export type PixelEdit = {
  areas: readonly BlackArea[]
  /** Whether somebody has looked, and says that no name is left in the picture. */
  isClean: boolean
  /** Of pixels that are compressed, and have to be changed. */
  stored: StoredPixels | null
}

/** Null: it goes away. */
export type Replaced = { tag: Tag; parts: Part[] | null }

const burnedIn: Tag = 0x00280301
const lossySyntaxes = /^1\.2\.840\.10008\.1\.2\.4\.(?:50|51|81|91|93|203|112)$/
const palette: readonly Tag[] = [
  0x00281101, 0x00281102, 0x00281103, 0x00281199, 0x00281201, 0x00281202, 0x00281203, 0x00281221, 0x00281222,
  0x00281223,
]
const offsetTables: readonly Tag[] = [0x7fe00001, 0x7fe00002]

const numberOf = ({ bytes, elements, writing }: DicomFile, tag: Tag): number => {
  const element = elementOf(elements, tag)
  if (!element || element.valueEnd - element.valueStart < 2) return 0
  const view = new DataView(bytes.buffer, bytes.byteOffset + element.valueStart, 2)
  return view.getUint16(0, writing.isLittleEndian)
}

const layoutOf = (file: DicomFile, pixels: Element): PixelLayout => {
  const { bytes, elements, writing } = file
  const number = (tag: Tag) => numberOf(file, tag)
  const bits = number(0x00280100)
  return {
    rows: number(0x00280010),
    columns: number(0x00280011),
    frames: Math.max(1, Number.parseInt(textOf(bytes, elementOf(elements, 0x00280008)), 10) || 1),
    samples: Math.max(1, number(0x00280002)),
    photometric: textOf(bytes, elementOf(elements, 0x00280004)),
    bits,
    bitsStored: number(0x00280101) || bits,
    highBit: number(0x00280102) || (number(0x00280101) || bits) - 1,
    isSigned: number(0x00280103) === 1,
    isPlanar: number(0x00280006) === 1,
    isLittleEndian: writing.isLittleEndian,
    isSwapped: !writing.isLittleEndian && bits <= 8 && pixels.vr === 'OW',
  }
}

/** An overlay that lies in the cells of the picture itself (PS3.3 section C.9.2, retired). */
export const hasOverlayBits = (file: DicomFile): boolean =>
  file.elements.some(
    ({ tag }) => (groupOf(tag) & 0xff00) === 0x6000 && (tag & 0xffff) === 0x0102 && numberOf(file, tag) > 0,
  )

const changed = (pixels: Uint8Array<ArrayBuffer>, layout: PixelLayout, areas: readonly BlackArea[]) => {
  if (areas.length > 0 && !canBlacken(layout)) throw new NotDicom('pixels that cannot be changed')
  clearUnusedBits(pixels, layout)
  blackenPixels(pixels, layout, areas)
  return pixels
}

/** Without compression; what was lost by it before stays said (PS3.3 section C.7.6.1.1.5). */
const unpacked = async (file: DicomFile, before: PixelLayout, { areas, stored }: PixelEdit): Promise<Replaced[]> => {
  if (!stored) throw new NotDicom('pixels that are not unpacked')
  const { samples, bits, photometric } = stored
  const isColour = samples > 1
  const layout: PixelLayout = {
    ...before,
    samples,
    bits,
    photometric,
    ...(isColour && { bitsStored: bits, highBit: bits - 1, isSigned: false }),
    isPlanar: false,
    isSwapped: false,
  }
  const pixels = changed(new Uint8Array(await stored.pixels.arrayBuffer()), layout, areas)
  const number = (tag: Tag, value: number) => ({
    tag,
    parts: written(tag, 'US', Uint8Array.of(value & 0xff, value >> 8), file.writing),
  })
  return [
    number(0x00280002, samples),
    { tag: 0x00280004, parts: written(0x00280004, 'CS', photometric, file.writing) },
    ...(isColour ? [number(0x00280006, 0), ...palette.map((tag) => ({ tag, parts: null }))] : []),
    number(0x00280100, bits),
    number(0x00280101, layout.bitsStored),
    number(0x00280102, layout.highBit),
    number(0x00280103, layout.isSigned ? 1 : 0),
    ...(lossySyntaxes.test(file.transferSyntax)
      ? [{ tag: 0x00282110, parts: written(0x00282110, 'CS', '01', file.writing) }]
      : []),
    ...offsetTables.map((tag) => ({ tag, parts: null })),
    { tag: pixelData, parts: written(pixelData, bits > 8 ? 'OW' : 'OB', pixels, file.writing) },
  ]
}

/** What stands in place of what is in the file, and how all of it is written then. Throws `NotDicom`. */
export const editPixels = async (
  file: DicomFile,
  edit: PixelEdit,
): Promise<{ replaced: Replaced[]; transferSyntax: string }> => {
  const { bytes, elements, transferSyntax, writing } = file
  const said = edit.isClean ? [{ tag: burnedIn, parts: written(burnedIn, 'CS', 'NO', writing) }] : []
  const pixels = elementOf(elements, pixelData)
  if (!pixels || (edit.areas.length === 0 && !hasOverlayBits(file))) return { replaced: said, transferSyntax }
  const layout = layoutOf(file, pixels)
  if (!pixels.hasLength)
    return { replaced: [...said, ...(await unpacked(file, layout, edit))], transferSyntax: explicitSyntax }
  const copy = bytes.slice(pixels.valueStart, pixels.valueEnd) as Uint8Array<ArrayBuffer>
  const parts = written(pixelData, pixels.writtenVr, changed(copy, layout, edit.areas), writing)
  return { replaced: [...said, { tag: pixelData, parts }], transferSyntax }
}
