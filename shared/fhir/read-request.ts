import * as v from 'valibot'
import { sexes } from '../consults/request.ts'
import { ok, type Result, refused } from '../result.ts'
import { systems } from './codes.ts'

/** What a request can take over from a record; an empty text where it says nothing. */
export type ReadRequest = {
  patientName: string
  birthDate: string
  sex: (typeof sexes)[number]
  insuranceNumber: string
  diagnosis: string
  medication: string
  question: string
}

/** Why a file is refused. `several-patients`: nobody should have to guess whose diagnosis it is. */
export type ReadFault = 'too-large' | 'not-json' | 'not-fhir' | 'no-patient' | 'several-patients'

/** A record with its pictures is no request. */
export const mostBytes = 5 * 1024 * 1024

const text = v.optional(v.string())
const list = <S extends v.GenericSchema>(item: S) => v.optional(v.array(item), [])
const concept = v.object({ text, coding: list(v.object({ code: text, display: text })) })
const reference = v.object({ reference: text })
const common = { id: text, subject: v.optional(reference) }

const patient = v.object({
  resourceType: v.literal('Patient'),
  ...common,
  name: list(v.object({ use: text, text, family: text, given: list(v.string()) })),
  birthDate: text,
  gender: text,
  identifier: list(v.object({ system: text, value: text })),
})
const condition = v.object({
  resourceType: v.literal('Condition'),
  ...common,
  code: v.optional(concept),
  clinicalStatus: v.optional(concept),
  verificationStatus: v.optional(concept),
})
const dosage = list(v.object({ text }))
const medicationUse = v.object({
  resourceType: v.picklist(['MedicationStatement', 'MedicationRequest']),
  ...common,
  status: text,
  medicationCodeableConcept: v.optional(concept),
  medicationReference: v.optional(v.object({ reference: text, display: text })),
  dosage,
  dosageInstruction: dosage,
})
const medication = v.object({ resourceType: v.literal('Medication'), ...common, code: v.optional(concept) })
const serviceRequest = v.object({
  resourceType: v.literal('ServiceRequest'),
  ...common,
  note: list(v.object({ text })),
})
const readable = v.variant('resourceType', [patient, condition, medicationUse, medication, serviceRequest])
const bundle = v.object({
  resourceType: v.literal('Bundle'),
  entry: list(v.object({ fullUrl: text, resource: v.optional(v.looseObject({ resourceType: v.string() })) })),
})
const readableTypes = [
  'Patient',
  'Condition',
  'MedicationStatement',
  'MedicationRequest',
  'Medication',
  'ServiceRequest',
]

type Entry<T = v.InferOutput<typeof readable>> = { url: string; resource: T }
type Patient = v.InferOutput<typeof patient>

/** Without signs that change how what stands beside them is shown. */
const shown = (raw: string | undefined): string =>
  (raw ?? '').replace(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu, '').trim()
const lines = (all: string[]): string => [...new Set(all.filter(Boolean))].join('\n')

const words = (one: v.InferOutput<typeof concept> | undefined): string => {
  if (!one) return ''
  const [coding] = one.coding
  const said = shown(one.text) || shown(coding?.display)
  const code = shown(coding?.code)
  return said && code && !said.includes(code) ? `${said} (${code})` : said || code
}
const hasCode = (one: v.InferOutput<typeof concept> | undefined, ...codes: string[]): boolean =>
  (one?.coding ?? []).some(({ code }) => codes.includes(code ?? ''))

const nameOf = ({ name }: Patient): string => {
  const best = name.find(({ use }) => use === 'official') ?? name[0]
  if (!best) return ''
  const given = best.given.map(shown).filter(Boolean).join(' ')
  return best.family ? [shown(best.family), given].filter(Boolean).join(', ') : shown(best.text)
}

const refersTo = (ref: v.InferOutput<typeof reference> | undefined, { url, resource }: Entry): boolean =>
  Boolean(ref?.reference) && (ref?.reference === url || ref?.reference === `${resource.resourceType}/${resource.id}`)

const medicationWords = (use: v.InferOutput<typeof medicationUse>, entries: Entry[]): string => {
  const referred = entries.find((entry) => refersTo(use.medicationReference, entry))?.resource
  const name =
    words(use.medicationCodeableConcept) ||
    (referred?.resourceType === 'Medication' ? words(referred.code) : '') ||
    shown(use.medicationReference?.display)
  const how = shown([...use.dosage, ...use.dosageInstruction][0]?.text)
  return name && how ? `${name}: ${how}` : name
}
const isOver = (status: string | undefined) =>
  ['completed', 'entered-in-error', 'stopped', 'cancelled', 'not-taken', 'draft'].includes(status ?? '')

/** What of these is said of this patient. */
const requestOf = (whom: Entry<Patient>, entries: Entry[]): ReadRequest => {
  const patientGiven = whom.resource
  const own = entries.filter(({ resource }) => refersTo(resource.subject, whom)).map(({ resource }) => resource)
  const insurance = shown(patientGiven.identifier.find(({ system }) => system === systems.insuranceNumber)?.value)
  return {
    patientName: nameOf(patientGiven),
    birthDate: v.is(v.pipe(v.string(), v.isoDate()), patientGiven.birthDate) ? patientGiven.birthDate : '',
    sex: sexes.find((sex) => sex === patientGiven.gender) ?? 'unknown',
    insuranceNumber: /^[A-Z]\d{9}$/.test(insurance) ? insurance : '',
    diagnosis: lines(
      own.map((one) =>
        one.resourceType === 'Condition' &&
        !hasCode(one.clinicalStatus, 'inactive', 'remission', 'resolved') &&
        !hasCode(one.verificationStatus, 'refuted', 'entered-in-error')
          ? words(one.code)
          : '',
      ),
    ),
    medication: lines(
      own.map((one) =>
        (one.resourceType === 'MedicationStatement' || one.resourceType === 'MedicationRequest') && !isOver(one.status)
          ? medicationWords(one, entries)
          : '',
      ),
    ),
    question: lines(
      own.flatMap((one) => (one.resourceType === 'ServiceRequest' ? one.note.map((note) => shown(note.text)) : [])),
    ),
  }
}

/** Reads a FHIR R4 Bundle of a clinic's record. Nothing of it is believed but what a person then looks at. */
export const readRequest = (json: string): Result<ReadRequest, ReadFault> => {
  if (json.length > mostBytes) return refused('too-large')
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return refused('not-json')
  }
  const whole = v.safeParse(bundle, parsed)
  if (!whole.success) return refused('not-fhir')
  const entries: Entry[] = []
  for (const { fullUrl = '', resource } of whole.output.entry) {
    if (!resource || !readableTypes.includes(resource.resourceType)) continue
    const read = v.safeParse(readable, resource)
    if (!read.success) return refused('not-fhir')
    entries.push({ url: fullUrl, resource: read.output })
  }
  const patients = entries.filter((entry): entry is Entry<Patient> => entry.resource.resourceType === 'Patient')
  const [whom] = patients
  if (!whom || !nameOf(whom.resource)) return refused('no-patient')
  if (patients.length > 1) return refused('several-patients')
  return ok(requestOf(whom, entries))
}
