import { readFile } from 'node:fs/promises'
import { jsPDF } from 'jspdf'
import { elementOf, readDicom } from '../../client/workers/dicom/dicom-file.ts'
import { type DicomElement, dicomObject } from './dicom-object.ts'

/** The files of pydicom as one study: in place, so that whatever else is odd about them stays. */
export const asOneStudy = async (path: string): Promise<Uint8Array> => {
  const bytes = new Uint8Array(await readFile(path))
  const read = await readDicom(bytes).catch(() => null)
  const uid = read && !read.isDeflated ? elementOf(read.elements, 0x0020000d) : undefined
  if (!uid || uid.valueEnd - uid.valueStart < 6) return bytes
  bytes.fill(0, uid.valueStart, uid.valueEnd)
  bytes.set(Buffer.from('1.2.33'), uid.valueStart)
  return bytes
}

/** A PDF in DICOM, and how a radiologist left the pictures: pydicom has neither. */
export const madeObjects = (): Uint8Array[] => {
  const of = (sopClass: string, modality: string): DicomElement[] => [
    [0x00080016, 'UI', sopClass],
    [0x00080018, 'UI', `1.2.33.1.${modality.length}`],
    [0x00080060, 'CS', modality],
    [0x0020000d, 'UI', '1.2.33'],
    [0x0020000e, 'UI', `1.2.33.2.${modality.length}`],
  ]
  const pdf = new jsPDF().text('Arztbrief', 20, 20).output('arraybuffer')
  return [
    dicomObject([
      ...of('1.2.840.10008.5.1.4.1.1.104.1', 'DOC'),
      [0x00420011, 'OB', new Uint8Array(pdf)],
      [0x00420012, 'LO', 'application/pdf'],
    ]),
    dicomObject([...of('1.2.840.10008.5.1.4.1.1.11.1', 'PR')]),
  ].map((bytes) => new Uint8Array(bytes))
}
