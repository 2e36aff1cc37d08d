import { expect, test } from 'vitest'
import { type DicomObject, patientsOf, studiesOf } from './chosen-studies.ts'

const facts: DicomObject['facts'] = {
  studyUid: '1.2',
  seriesUid: '1.2.1',
  instanceUid: '1.2.1.1',
  sopClass: '1.2.840.10008.5.1.4.1.1.2',
  modality: 'CT',
  patientName: 'Mueller, Hanna',
  patientId: '4711',
  birthDate: '1961-02-03',
  studyDate: null,
  studyDescription: '',
  seriesDescription: '',
  seriesNumber: 1,
  instanceNumber: 1,
  frames: 1,
  hasPixels: true,
  mayShowText: false,
  hasOverlayBits: false,
  removed: ['name'],
}
const object = (name: string, says: Partial<DicomObject['facts']> = {}): DicomObject => ({
  file: new File(['1234'], name),
  facts: { ...facts, ...says },
})
const names = (objects: readonly DicomObject[]) => objects.map(({ file }) => file.name)

test('a folder of files is a few studies, in the order of their pictures and not of the folder', () => {
  const slices = [3, 1, 2].map((instanceNumber) => object(`${instanceNumber}`, { instanceNumber }))
  const studies = studiesOf([
    ...slices,
    object('report', { seriesNumber: 0, seriesUid: '1.2.0', hasPixels: false, modality: 'SR' }),
    object('other', { studyUid: '1.3' }),
  ])
  expect(studies).toMatchObject([
    { series: 2, pictures: 3, sizeBytes: 16, modalities: ['CT', 'SR'] },
    { series: 1, pictures: 1 },
  ])
  expect(names(studies[0]?.objects ?? [])).toEqual(['report', '1', '2', '3'])
})

test('the order does not depend on how the browser lists the folder', () => {
  const same = ['b', 'a', 'c'].map((name) => object(name))
  expect(names(studiesOf(same)[0]?.objects ?? [])).toEqual(['a', 'b', 'c'])
  expect(names(studiesOf(same.toReversed())[0]?.objects ?? [])).toEqual(['a', 'b', 'c'])
})

test('more than one person is noticed, the same one in many files is one', () => {
  expect(patientsOf([object('1'), object('2')])).toHaveLength(1)
  expect(patientsOf([object('1'), object('2', { patientId: '4712', patientName: '' })])).toEqual([
    { name: 'Mueller, Hanna', birthDate: '1961-02-03' },
    { name: '4712', birthDate: '1961-02-03' },
  ])
})
