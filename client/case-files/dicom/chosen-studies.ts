import type { RemovedKind } from '../../workers/dicom/facts.ts'
import type { DicomFacts } from '../../workers/dicom/look.ts'

export type DicomObject = { file: File; facts: DicomFacts }

export type ChosenStudy = {
  studyUid: string
  objects: DicomObject[]
  series: number
  pictures: number
  sizeBytes: number
  modalities: string[]
}

const directory = '1.2.840.10008.1.3.10'
/** Reports and documents: what they say cannot be told from whom they say it of. */
const documents = ['1.2.840.10008.5.1.4.1.1.88.', '1.2.840.10008.5.1.4.1.1.104.']

/** What a disc says of its files; whoever gets those needs it no more. */
export const isDirectory = ({ facts }: DicomObject): boolean => facts.sopClass === directory
export const isDocument = ({ facts }: DicomObject): boolean =>
  documents.some((beginning) => facts.sopClass.startsWith(beginning))

/** Browsers list a folder as it comes. */
const pathOf = ({ file }: DicomObject): string => file.webkitRelativePath || file.name

/** Always the same for the same files, so that an upload goes on with what it began with. */
const inOrder = (one: DicomObject, other: DicomObject): number =>
  one.facts.seriesNumber - other.facts.seriesNumber ||
  one.facts.seriesUid.localeCompare(other.facts.seriesUid) ||
  one.facts.instanceNumber - other.facts.instanceNumber ||
  one.facts.instanceUid.localeCompare(other.facts.instanceUid) ||
  pathOf(one).localeCompare(pathOf(other))

/** Thousands of files as the few things that they are, whatever their order and folders. */
export const studiesOf = (objects: readonly DicomObject[]): ChosenStudy[] =>
  [...Map.groupBy(objects, ({ facts }) => facts.studyUid)].map(([studyUid, found]) => ({
    studyUid,
    objects: found.toSorted(inOrder),
    series: new Set(found.map(({ facts }) => facts.seriesUid)).size,
    pictures: found.filter(({ facts }) => facts.hasPixels).length,
    sizeBytes: found.reduce((sum, { file }) => sum + file.size, 0),
    modalities: [...new Set(found.map(({ facts }) => facts.modality).filter(Boolean))].sort(),
  }))

/** Whom the pictures show, as far as they say: more than one is worth a word before they go out together. */
export const patientsOf = (objects: readonly DicomObject[]): { name: string; birthDate: string | null }[] => {
  const known = new Map(
    objects.map(({ facts: { patientId, patientName, birthDate } }) => [
      `${patientId}\n${patientName}\n${birthDate}`,
      { name: patientName || patientId, birthDate },
    ]),
  )
  return [...known.values()].filter(({ name }) => name !== '')
}

export const removedOf = (objects: readonly DicomObject[]): Set<RemovedKind> =>
  new Set(objects.flatMap(({ facts }) => facts.removed))
