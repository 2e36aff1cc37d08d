import { groupOf, isPrivate, profileActionOf, type Tag, type Vr } from './standard.ts'

/** What is removed, in groups that a person thinks in. */
export const removedKinds = [
  'name',
  'birth',
  'patient-id',
  'patient',
  'contact',
  'staff',
  'institution',
  'device',
  'dates',
  'numbers',
  'descriptions',
  'overlays',
  'private',
  'other',
] as const
export type RemovedKind = (typeof removedKinds)[number]

const names: readonly Tag[] = [0x00100010, 0x00101001, 0x00101005, 0x00101060]
const births: readonly Tag[] = [0x00100030, 0x00100032, 0x00100033, 0x00100034, 0x00100035]
const patientIds: readonly Tag[] = [0x00100020, 0x00100021, 0x00101000, 0x00101002]
const contacts: readonly Tag[] = [
  0x00101040, 0x00102152, 0x00102150, 0x00102154, 0x00102155, 0x00380400, 0x00400092, 0x00400094,
]
const institutions: readonly Tag[] = [0x00080080, 0x00080081, 0x00080082, 0x00081040, 0x00081041]
const devices: readonly Tag[] = [0x00081010, 0x00181000, 0x00181002, 0x00181004, 0x00181005, 0x00181007, 0x00081072]
const numbers: readonly Tag[] = [0x00080050, 0x00200010, 0x00380010, 0x00401001, 0x00402016, 0x00402017, 0x00400009]

export const removedKindOf = (tag: Tag, vr: Vr): RemovedKind => {
  if (isPrivate(tag)) return 'private'
  const group = groupOf(tag) & 0xff00
  if (group === 0x6000 || group === 0x5000) return 'overlays'
  if (names.includes(tag)) return 'name'
  if (births.includes(tag)) return 'birth'
  if (patientIds.includes(tag)) return 'patient-id'
  if (contacts.includes(tag)) return 'contact'
  if (institutions.includes(tag)) return 'institution'
  if (devices.includes(tag)) return 'device'
  if (numbers.includes(tag)) return 'numbers'
  if (groupOf(tag) === 0x0010) return 'patient'
  if (vr === 'PN') return 'staff'
  if (vr === 'DA' || vr === 'TM' || vr === 'DT') return 'dates'
  if (profileActionOf(tag) !== null && /^(?:LO|LT|ST|UT|SH|UC)$/.test(vr)) return 'descriptions'
  return 'other'
}
