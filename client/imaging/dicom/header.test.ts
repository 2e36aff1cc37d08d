import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { isoDate, personName } from '#shared/dicom/text.ts'
import { readHeader } from './header.ts'
import { openDicom } from './open-dicom.ts'
import { parseDicom } from './parse-dicom.ts'

const ctSmall = () => readFile(fileURLToPath(new URL('../../../e2e/fixtures/ct-small.dcm', import.meta.url)))

type Element = [group: number, element: number, vr: string, value: string | Uint8Array]

/** Explicit little endian, as PS3.5 section 7.1 writes it. */
const dicomOf = (elements: readonly Element[]): Uint8Array<ArrayBuffer> => {
  const write = ([group, element, vr, value]: Element): number[] => {
    const bytes = typeof value === 'string' ? [...new TextEncoder().encode(value)] : [...value]
    if (bytes.length % 2) bytes.push(vr === 'UI' ? 0 : 0x20)
    const isLong = vr === 'OB' || vr === 'UT' || vr === 'SQ'
    const head = [group & 255, group >> 8, element & 255, element >> 8, vr.charCodeAt(0), vr.charCodeAt(1)]
    const length = [bytes.length & 255, bytes.length >> 8]
    return [...head, ...(isLong ? [0, 0, ...length, 0, 0] : length), ...bytes]
  }
  const mark = [...new Uint8Array(128), ...new TextEncoder().encode('DICM')]
  return Uint8Array.from([...mark, ...elements.flatMap(write)])
}

const written: Element = [0x0002, 0x0010, 'UI', '1.2.840.10008.1.2.1']

describe('what a DICOM file says of itself', () => {
  test('a real CT says whose it is and what it shows', async () => {
    expect(readHeader(parseDicom(new Uint8Array(await ctSmall())))).toMatchObject({
      patientName: 'CompressedSamples, CT1',
      patientId: '1CT1',
      modality: 'CT',
      studyDate: '2004-01-19',
      rows: 128,
      columns: 128,
      frames: 1,
      hasPixels: true,
      isColour: false,
      window: null,
      orientation: [1, 0, 0, 0, 1, 0],
      transferSyntax: '1.2.840.10008.1.2.1',
    })
  })

  test('names are written as people write them', () => {
    expect(personName('Müller^Anna Maria^^Dr.^MBA')).toBe('Dr. Müller, Anna Maria, MBA')
    expect(personName('Yamada^Tarou=山田^太郎')).toBe('Yamada, Tarou')
    expect(personName('Weber')).toBe('Weber')
    expect(personName('')).toBe('')
  })

  test('umlauts are read in the character set that the file names', () => {
    const name = new TextEncoder().encode('Gröger^Jürgen')
    const file = (set: Element[]) =>
      dicomOf([written, ...set, [0x0008, 0x0016, 'UI', '1.2.840.10008.5.1.4.1.1.2'], [0x0010, 0x0010, 'PN', name]])
    expect(readHeader(parseDicom(file([[0x0008, 0x0005, 'CS', 'ISO_IR 192']]))).patientName).toBe('Gröger, Jürgen')
    expect(readHeader(parseDicom(file([]))).patientName).not.toContain('ö')
  })

  test('a date that is none is left out', () => {
    expect(isoDate('20040119')).toBe('2004-01-19')
    expect(isoDate('2004.01.19')).toBe('2004-01-19')
    expect(isoDate('unknown')).toBeNull()
    expect(isoDate('')).toBeNull()
  })

  test('the first of several windows is used, and one that cannot be is not', () => {
    const file = (centre: string, width: string) =>
      readHeader(
        parseDicom(
          dicomOf([
            written,
            [0x0008, 0x0016, 'UI', '1.2.840.10008.5.1.4.1.1.2'],
            [0x0028, 0x1050, 'DS', centre],
            [0x0028, 0x1051, 'DS', width],
          ]),
        ),
      ).window
    expect(file('40\\-600', '400\\1500')).toEqual({ centre: 40, width: 400 })
    expect(file('40', '0')).toBeNull()
    expect(file('', '')).toBeNull()
  })

  test('an object without pixels is opened as what it is', async () => {
    const report = dicomOf([
      written,
      [0x0008, 0x0016, 'UI', '1.2.840.10008.5.1.4.1.1.88.11'],
      [0x0008, 0x0060, 'CS', 'SR'],
    ])
    expect(openDicom(report)).toMatchObject({ kind: 'facts', header: { modality: 'SR' } })
  })

  test('a PDF inside of DICOM comes out as it went in', async () => {
    const pdf = new TextEncoder().encode('%PDF-1.7 Befund ')
    const object = dicomOf([
      written,
      [0x0008, 0x0016, 'UI', '1.2.840.10008.5.1.4.1.1.104.1'],
      [0x0042, 0x0011, 'OB', pdf],
      [0x0042, 0x0012, 'LO', 'application/pdf'],
    ])
    const file = openDicom(object)
    expect(file.kind === 'pdf' && (await file.pdf.text())).toBe('%PDF-1.7 Befund ')
  })

  test('a report of a device that leaves its beginning out is opened, whichever way it is written', () => {
    const report = dicomOf([[0x0008, 0x0016, 'UI', '1.2.840.10008.5.1.4.1.1.88.11']]).subarray(132)
    expect(openDicom(report)).toMatchObject({ kind: 'facts' })
  })

  test('what is no DICOM is refused, however long it is', async () => {
    expect(() => openDicom(new TextEncoder().encode('Sehr geehrte Frau Kollegin,\n'.repeat(50)))).toThrow()
    expect(() => openDicom(new Uint8Array())).toThrow()
    const cut = (await ctSmall()).subarray(0, 3000)
    expect(() => openDicom(cut)).toThrow()
  })
})
