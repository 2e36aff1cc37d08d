import { ascii, type Part, written } from '../../client/workers/dicom/write-elements.ts'

const explicit = { isExplicit: true, isLittleEndian: true }

const number16 = (value: number): Uint8Array<ArrayBuffer> => Uint8Array.of(value & 0xff, value >> 8)

export type DicomElement = [tag: number, vr: string, value: string | number | Uint8Array<ArrayBuffer>]

/** A DICOM file (PS3.10 section 7) of these elements, which come in the order of their tags. */
export const dicomObject = (elements: readonly DicomElement[]): Uint8Array => {
  const parts: Part[] = [
    new Uint8Array(128),
    ascii('DICM'),
    ...written(0x00020010, 'UI', '1.2.840.10008.1.2.1', explicit),
    ...elements.flatMap(([tag, vr, value]) =>
      written(tag, vr, typeof value === 'number' ? number16(value) : value, explicit),
    ),
  ]
  return Buffer.concat(parts.filter((part) => part instanceof Uint8Array))
}
