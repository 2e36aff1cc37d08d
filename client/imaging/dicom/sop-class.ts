/** Storage classes without pixels that hospitals send (DICOM PS3.4 annex B.5). */
export type ObjectKind =
  | 'structuredReport'
  | 'enclosedPdf'
  | 'presentationState'
  | 'radiotherapyPlan'
  | 'radiotherapyStructures'
  | 'waveform'
  | 'directory'

const beginnings: readonly (readonly [string, ObjectKind])[] = [
  ['1.2.840.10008.5.1.4.1.1.88.', 'structuredReport'],
  ['1.2.840.10008.5.1.4.1.1.104.1', 'enclosedPdf'],
  ['1.2.840.10008.5.1.4.1.1.11.', 'presentationState'],
  ['1.2.840.10008.5.1.4.1.1.481.3', 'radiotherapyStructures'],
  ['1.2.840.10008.5.1.4.1.1.481.5', 'radiotherapyPlan'],
  ['1.2.840.10008.5.1.4.1.1.481.8', 'radiotherapyPlan'],
  ['1.2.840.10008.5.1.4.1.1.9.', 'waveform'],
  ['1.2.840.10008.1.3.10', 'directory'],
]

export const objectKindOf = (sopClass: string): ObjectKind | null =>
  beginnings.find(([beginning]) =>
    beginning.endsWith('.') ? sopClass.startsWith(beginning) : sopClass === beginning,
  )?.[1] ?? null
