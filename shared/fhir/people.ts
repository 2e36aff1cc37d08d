import type { Patient } from '../consults/request.ts'
import { type Specialty, specialties } from '../directory/specialty.ts'
import { type ServerName, serverOf, type UserId } from '../matrix/ids.ts'
import { systems } from './codes.ts'
import type { ConsultRecord } from './consult-record.ts'
import { matrixPerson, type OfConsult, referenceTo, urnOf } from './references.ts'

export type Resource = { resourceType: string } & Record<string, unknown>
export type Named = [name: string, resource: Resource]

/** "Muster, Erika" as people write it in a ward; anything else stays one text. */
const humanName = (text: string) => {
  const [family, given, ...rest] = text.split(',').map((part) => part.trim())
  return family && given && rest.length === 0 ? { text, family, given: given.split(/\s+/) } : { text }
}

/** By the insurance number, under which the clinic knows them; else by the consult. */
export const patientResource = (record: OfConsult, { name, birthDate, sex, insuranceNumber }: Patient): Resource => ({
  resourceType: 'Patient',
  identifier: [
    insuranceNumber
      ? {
          type: { coding: [{ system: systems.insuranceNumberType, code: 'KVZ10' }] },
          system: systems.insuranceNumber,
          value: insuranceNumber,
        }
      : { system: systems.uri, value: urnOf(record, 'Patient') },
  ],
  name: [{ use: 'official', ...humanName(name) }],
  gender: sex,
  birthDate,
})

export const organizationName = (server: ServerName) => `Organization ${server}`
const practitionerName = (userId: UserId) => `Practitioner ${userId}`
export const roleName = (userId: UserId) => `PractitionerRole ${userId}`

export const organizationResource = (record: ConsultRecord, server: ServerName): Named => [
  organizationName(server),
  {
    resourceType: 'Organization',
    identifier: [{ system: systems.uri, value: `https://${server}` }],
    active: true,
    name: record.clinicNameOf(server),
  },
]

/** A person, and their role at their clinic. */
export const personResources = (record: ConsultRecord, userId: UserId, specialty: Specialty | null): Named[] => [
  [
    practitionerName(userId),
    {
      resourceType: 'Practitioner',
      identifier: [{ system: systems.uri, value: matrixPerson(userId) }],
      name: [{ text: record.nameOf(userId) }],
    },
  ],
  [
    roleName(userId),
    {
      resourceType: 'PractitionerRole',
      identifier: [{ system: systems.uri, value: matrixPerson(userId) }],
      active: true,
      practitioner: { ...referenceTo(record, practitionerName(userId)), display: record.nameOf(userId) },
      organization: referenceTo(record, organizationName(serverOf(userId))),
      ...(specialty ? { specialty: [{ coding: [{ system: systems.snomed, code: specialties[specialty] }] }] } : {}),
    },
  ],
]
