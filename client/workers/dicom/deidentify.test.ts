import { beforeAll, describe, expect, test } from 'vitest'
import { deidentifiedFile, type Pseudonyms } from './deidentify.ts'
import { type DicomFile, elementOf, readDicom, textOf } from './dicom-file.ts'
import type { Element, Writing } from './elements.ts'
import { lookAt } from './look.ts'
import { openPseudonyms } from './pseudonyms.ts'
import { ascii, type Part, written, writtenSequence } from './write-elements.ts'

const explicit: Writing = { isExplicit: true, isLittleEndian: true }
const writings = {
  '1.2.840.10008.1.2': { isExplicit: false, isLittleEndian: true },
  '1.2.840.10008.1.2.1': explicit,
  '1.2.840.10008.1.2.2': { isExplicit: true, isLittleEndian: false },
} satisfies Record<string, Writing>

let pseudonyms: Pseudonyms
beforeAll(async () => {
  pseudonyms = await openPseudonyms(new Uint8Array(32).fill(1))
})

const bytesOf = (parts: readonly Part[]) =>
  new Uint8Array(parts.filter((part) => part instanceof Uint8Array).flatMap((part) => [...part]))

const study = '1.2.276.0.7230010.3.1.2.1'
/** A slice of one who is named everywhere that people write names. */
const slice = (syntax: string, writing: Writing): Uint8Array<ArrayBuffer> => {
  const element = (tag: number, vr: string, value: string) => written(tag, vr, value, writing)
  const within = (tag: number, hasLength: boolean, ...parts: Part[][]) =>
    writtenSequence({ tag, writtenVr: 'SQ', hasLength }, [{ parts: parts.flat(), writing }], writing)
  const meta = [
    ...written(0x00020003, 'UI', '1.2.3.4', explicit),
    ...written(0x00020010, 'UI', syntax, explicit),
    ...written(0x00020016, 'AE', 'MUELLER-PC', explicit),
  ]
  return bytesOf([
    ascii('MUELLER'.padEnd(128)),
    ascii('DICM'),
    ...meta,
    ...element(0x00080005, 'CS', 'ISO_IR 100'),
    ...element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    ...element(0x00080018, 'UI', '1.2.3.4'),
    ...element(0x00080020, 'DA', '20260102'),
    ...element(0x00080060, 'CS', 'CT'),
    ...element(0x00080070, 'LO', 'Maker'),
    ...within(0x00081140, false, element(0x00081155, 'UI', '1.2.3.5'), element(0x00100010, 'PN', 'Mueller^Hanna')),
    ...element(0x00090010, 'LO', 'MUELLER SECRET'),
    ...element(0x00100010, 'PN', 'Mueller^Hanna'),
    ...element(0x00100020, 'LO', 'PID-4711'),
    ...element(0x00100030, 'DA', '19610203'),
    ...within(0x00101002, true, element(0x00100020, 'LO', 'OTHER-99')),
    ...element(0x00180015, 'CS', 'CHEST'),
    ...element(0x00181210, 'SH', 'for Mueller'),
    ...element(0x0020000d, 'UI', study),
    ...element(0x0020000e, 'UI', '1.2.276.0.7230010.3.1.3.1'),
    ...written(0x60003000, 'OW', ascii('MUELLER!'), writing),
    ...written(0x7fe00010, 'OW', ascii('pixels of the slice '), writing),
    ...written(0xfffcfffc, 'OB', ascii('MUELLER'), writing),
  ])
}

const through = async (bytes: Uint8Array<ArrayBuffer>, by = pseudonyms): Promise<DicomFile> => {
  const { blob } = await deidentifiedFile(new Blob([bytes]), await readDicom(bytes), by)
  return readDicom(new Uint8Array(await blob.arrayBuffer()))
}
const textIn = ({ bytes, elements }: DicomFile, tag: number) => textOf(bytes, elementOf(elements, tag))
const everything = ({ bytes }: DicomFile) => String.fromCharCode(...bytes)
const tagsOf = (elements: readonly Element[]) => elements.map(({ tag }) => tag)

describe('DICOM without its person', () => {
  test.each(Object.entries(writings))(
    'nothing of the person is left when written as %s, and the rest is',
    async (syntax, writing) => {
      const file = await through(slice(syntax, writing))
      expect(everything(file)).not.toMatch(/mueller|hanna|4711|OTHER|1961|20260102|SECRET/i)
      expect(file.transferSyntax).toBe(syntax)
      expect(textIn(file, 0x7fe00010)).toBe('pixels of the slice')
      expect(textIn(file, 0x00180015)).toBe('CHEST')
      expect(textIn(file, 0x00120062)).toBe('YES')
      const tags = tagsOf(file.elements)
      expect(tags).toEqual(tags.toSorted((one, other) => one - other))
      for (const gone of [0x00090010, 0x00101002, 0x60003000, 0xfffcfffc]) expect(tags).not.toContain(gone)
    },
  )

  test('a study stays one study, and nobody without the key of the case can tell which', async () => {
    const bytes = slice('1.2.840.10008.1.2.1', explicit)
    const [one, again] = await Promise.all([through(bytes), through(bytes)])
    expect(textIn(one, 0x0020000d)).toBe(textIn(again, 0x0020000d))
    expect(textIn(one, 0x0020000d)).toMatch(/^2\.25\.\d{36,39}$/)
    expect(textIn(one, 0x00100020)).toMatch(/^P-[0-9A-F]{8}$/)
    const elsewhere = await through(bytes, await openPseudonyms(new Uint8Array(32).fill(2)))
    for (const tag of [0x0020000d, 0x00100020]) expect(textIn(elsewhere, tag)).not.toBe(textIn(one, tag))
  })

  test('the same file gives the same bytes, so that an upload can go on', async () => {
    const bytes = slice('1.2.840.10008.1.2.1', explicit)
    expect(everything(await through(bytes))).toBe(everything(await through(bytes)))
  })

  test('what refers to other pictures refers to their new identifiers', async () => {
    const file = await through(slice('1.2.840.10008.1.2.1', explicit))
    const [item] = elementOf(file.elements, 0x00081140)?.items ?? []
    expect(textOf(file.bytes, elementOf(item?.elements ?? [], 0x00081155))).toBe(pseudonyms.uid('1.2.3.5'))
  })

  test('what leaves says of itself what it is, and of the person nothing', async () => {
    const before = await lookAt(new Blob([slice('1.2.840.10008.1.2.1', explicit)]), pseudonyms)
    expect(before).toMatchObject({ patientName: 'Mueller, Hanna', birthDate: '1961-02-03', modality: 'CT' })
    expect(before.removed).toEqual(
      expect.arrayContaining(['name', 'birth', 'patient-id', 'private', 'overlays', 'dates']),
    )
  })
})
