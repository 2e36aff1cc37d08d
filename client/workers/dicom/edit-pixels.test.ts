import { expect, test } from 'vitest'
import { deidentifiedFile, type Pseudonyms } from './deidentify.ts'
import { elementOf, readDicom, textOf } from './dicom-file.ts'
import { lookAt } from './look.ts'
import { ascii, type Part, written } from './write-elements.ts'

const writing = { isExplicit: true, isLittleEndian: true }
const pseudonyms: Pseudonyms = { uid: () => '2.25.1', patient: () => 'P-1' }
const none = { areas: [], isClean: false, stored: null }

type Pixels = { syntax: string; bits: number; stored: number; photometric: string; more?: Part[]; pixels: Part[] }

const fileOf = ({ syntax, bits, stored, photometric, more = [], pixels }: Pixels) => {
  const number = (tag: number, value: number) => written(tag, 'US', Uint8Array.of(value & 0xff, value >> 8), writing)
  const parts = [
    new Uint8Array(128),
    ascii('DICM'),
    ...written(0x00020010, 'UI', syntax, writing),
    ...written(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.7', writing),
    ...number(0x00280002, photometric === 'MONOCHROME2' ? 1 : 3),
    ...written(0x00280004, 'CS', photometric, writing),
    ...number(0x00280010, 1),
    ...number(0x00280011, 2),
    ...number(0x00280100, bits),
    ...number(0x00280101, stored),
    ...number(0x00280102, stored - 1),
    ...number(0x00280103, 0),
    ...more,
    ...pixels,
  ]
  return new Blob(parts.filter((part) => part instanceof Uint8Array))
}

const leaves = async (file: Blob, edit: Parameters<typeof deidentifiedFile>[3]) => {
  const read = await readDicom(new Uint8Array(await file.arrayBuffer()))
  const { blob } = await deidentifiedFile(file, read, pseudonyms, edit)
  const left = await readDicom(new Uint8Array(await blob.arrayBuffer()))
  const element = (tag: number) => elementOf(left.elements, tag)
  const value = (tag: number) => left.bytes.slice(element(tag)?.valueStart, element(tag)?.valueEnd)
  return { left, element, value, text: (tag: number) => textOf(left.bytes, element(tag)) }
}

test('what is drawn over a picture goes, also out of the picture itself, and is told before', async () => {
  const file = fileOf({
    syntax: '1.2.840.10008.1.2.1',
    bits: 16,
    stored: 12,
    photometric: 'MONOCHROME2',
    more: [
      ...written(0x60000010, 'US', Uint8Array.of(1, 0), writing),
      ...written(0x60000102, 'US', Uint8Array.of(15, 0), writing),
    ],
    pixels: written(0x7fe00010, 'OW', new Uint8Array(Uint16Array.of(0x8123, 0x0456).buffer), writing),
  })
  expect(await lookAt(file, pseudonyms)).toMatchObject({
    hasOverlayBits: true,
    removed: expect.arrayContaining(['overlays']),
  })
  const { element, value, text } = await leaves(file, none)
  expect([...new Uint16Array(value(0x7fe00010).buffer)]).toEqual([0x0123, 0x0456])
  expect([element(0x60000010), element(0x60000102)]).toEqual([undefined, undefined])
  // Nobody has looked: nothing is said of names in the picture.
  expect(text(0x00280301)).toBe('')
})

const packed = () => {
  const item = (bytes: number[]) => [0xfe, 0xff, 0x00, 0xe0, bytes.length, 0, 0, 0, ...bytes]
  const end = [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]
  const header = [0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff]
  return fileOf({
    syntax: '1.2.840.10008.1.2.4.50',
    bits: 8,
    stored: 8,
    photometric: 'YBR_FULL_422',
    pixels: [Uint8Array.from([...header, ...item([]), ...item([0xff, 0xd8, 1, 2]), ...end])],
  })
}

test('a compressed picture is written anew without compression, and still says that some of it was lost', async () => {
  const stored = { pixels: new Blob([Uint8Array.of(9, 9, 9, 8, 8, 8)]), samples: 3, bits: 8, photometric: 'RGB' }
  const areas = [{ x: 1, y: 0, width: 1, height: 1, frame: null }]
  const { left, value, text } = await leaves(packed(), { areas, isClean: true, stored })
  expect(left.transferSyntax).toBe('1.2.840.10008.1.2.1')
  expect([...value(0x7fe00010)]).toEqual([9, 9, 9, 0, 0, 0])
  expect([text(0x00280004), text(0x00282110), text(0x00280301)]).toEqual(['RGB', '01', 'NO'])
  expect([...value(0x00280006)]).toEqual([0, 0])
})

test('a compressed picture that nobody changes stays as it is', async () => {
  const { left, text } = await leaves(packed(), { ...none, isClean: true })
  expect(left.transferSyntax).toBe('1.2.840.10008.1.2.4.50')
  expect([text(0x00280004), text(0x00280301)]).toEqual(['YBR_FULL_422', 'NO'])
})

test('what cannot be made black does not leave as if it were', async () => {
  const areas = [{ x: 0, y: 0, width: 1, height: 1, frame: null }]
  await expect(leaves(packed(), { areas, isClean: true, stored: null })).rejects.toThrow('not unpacked')
})
