import type { Locator } from 'playwright-core'
import { type DicomElement, dicomObject } from './dicom-object.ts'
import type { Person } from './person.ts'

/** Where something is looked at together, or by oneself. */
export const viewerOf = ({ page }: Person): Locator => page.getByRole('dialog').filter({ has: stageIn(page) })
const stageIn = (page: Person['page']) => page.getByRole('region', { name: /^(?:Bild|Seiten von .+)$/ })
export const stageOf = (person: Person): Locator => viewerOf(person).locator(stageIn(person.page))

/** Who leads, and what one can do about it. */
export const barOf = (person: Person): Locator => person.page.getByRole('region', { name: 'Gemeinsam ansehen' })
export const standing = (person: Person, text: string): Promise<void> =>
  barOf(person).getByRole('status').getByText(text).waitFor()

/** In a call: shows a file of its room to the others. */
export const showToOthers = async ({ page }: Person, name: string | RegExp): Promise<void> => {
  await page
    .getByRole('toolbar', { name: 'Videogespräch' })
    .getByRole('button', { name: /^Gemeinsam ansehen/ })
    .click()
  await page.getByRole('dialog', { name: 'Gemeinsam ansehen' }).getByRole('button', { name }).click()
}

const side = 64

/** One slice of a CT of 64 × 64 pixels, which get brighter from slice to slice. */
export const slice = (number: number): Uint8Array => {
  const pixels = Uint16Array.from({ length: side * side }, (_, at) => (at % side) * 4 + number * 50)
  const elements: DicomElement[] = [
    [0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'],
    [0x00080018, 'UI', `1.2.77.1.${number}`],
    [0x00080060, 'CS', 'CT'],
    [0x0020000d, 'UI', '1.2.77'],
    [0x0020000e, 'UI', '1.2.77.1'],
    [0x00200013, 'IS', String(number)],
    [0x00280002, 'US', 1],
    [0x00280004, 'CS', 'MONOCHROME2'],
    [0x00280010, 'US', side],
    [0x00280011, 'US', side],
    [0x00280030, 'DS', '1\\1'],
    [0x00280100, 'US', 16],
    [0x00280101, 'US', 16],
    [0x00280102, 'US', 15],
    [0x00280103, 'US', 0],
    [0x00281050, 'DS', '300'],
    [0x00281051, 'DS', '600'],
    [0x00281052, 'DS', '0'],
    [0x00281053, 'DS', '1'],
    [0x7fe00010, 'OW', new Uint8Array(pixels.buffer)],
  ]
  return dicomObject(elements)
}
