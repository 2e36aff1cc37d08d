import { expect, test } from 'vitest'
import { auditBundle } from '#shared/fhir/audit-bundle.ts'
import { consultBundle } from '#shared/fhir/consult-bundle.ts'
import { capabilityStatement } from '#shared/fhir/directory.ts'
import { everyEntry, exampleClinic, exampleEntries } from '#shared/fhir/example-audit.ts'
import { exampleDirectoryClinic, exampleSearchset } from '#shared/fhir/example-directory.ts'
import { exampleQuestionnaires, exampleRecord } from '#shared/fhir/example-record.ts'
import { urnOf } from '#shared/fhir/references.ts'
import { type FhirMessage, validateFhir } from '../clinics/tools/fhir-validator.ts'

/**
 * What the validator says of everybody who works with German code systems, or whose words FHIR has none for. Only
 * these; whatever else it finds, of whatever severity, fails.
 */
const explained: readonly [reason: string, message: RegExp][] = [
  [
    'R4 of HL7 carries neither LOINC, SNOMED CT nor German code systems, nor ours',
    /^CodeSystem is unknown and can't be validated: (?:http:\/\/(?:loinc\.org|snomed\.info\/sct|dvmd\.de|ihe-d\.de|fhir\.de|ihe\.net)|https:\/\/(?:consilium\.app|sued\.localhost\/fhir\/Questionnaire))/,
  ],
  ['for the same reason', /^Unable to expand ValueSet because CodeSystem could not be found: http:\/\/loinc\.org/],
  [
    'for the same reason',
    /^None of the codings provided are in the value set '(?:LOINC Diagnostic Report Codes|Document Type Value Set)'/,
  ],
  ['the formats of IHE are not in R4 of HL7', /'DocumentReference Format Code Set'.*CodeSystem is unknown/],
  [
    'the number of the statutory insurance has a type in Germany only',
    /'IdentifierType'.*identifier-type-de-basis#KVZ10\)$/,
  ],
  [
    'that somebody could not be asked is no policy of the United States',
    /'Consent PolicyRule Codes'.*v3-ActCode#(?:EMRGONLY|OPTIN)\)$/,
  ],
  [
    'the steps of a consult are finer than create, update, delete',
    /'Provenance activity type'.*CodeSystem\/consult-change#[a-z-]+\)$/,
  ],
  [
    'why somebody else is asked is coded finer than the purposes of use',
    /'V3 Value SetPurposeOfUse'.*CodeSystem\/consult-status-reason#[a-z-]+\)$/,
  ],
  [
    'the form stays with the department: the answers repeat what it asked',
    /^The questionnaire 'https:\/\/sued\.localhost\/[^']+' could not be resolved/,
  ],
  ['good practice only: what a person reads is the report, which has a narrative', /^Constraint failed: dom-6:/],
]
const isExplained = ({ severity, text }: FhirMessage) =>
  (severity === 'warning' || severity === 'information') && explained.some(([, message]) => message.test(text))

test("the export of a consult, and of the log of accesses, is FHIR R4 to HL7's validator, and what is wrong would be found", {
  timeout: 240_000,
}, async () => {
  const bundle = consultBundle(exampleRecord)
  const bare = consultBundle({
    ...exampleRecord,
    task: {
      ...exampleRecord.task,
      owner: null,
      changes: [],
      outcome: null,
      // One that was brought in.
      partOf: {
        roomId: exampleRecord.roomId,
        requestId: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b12',
        label: 'A1B2',
        requester: exampleRecord.task.requester,
      },
    },
    request: {
      ...exampleRecord.request,
      patient: { name: 'Unbekannt', birthDate: '1950-03-01', sex: 'unknown' },
      consent: { kind: 'given', at: exampleRecord.exportedAt },
    },
    reports: [],
    files: [],
    questions: [],
    conversation: [],
  })
  const wrong = structuredClone(bundle)
  Object.assign(wrong.entry[0]?.resource ?? {}, { status: 'asked', why: 'because' })
  const log = auditBundle(exampleClinic, [...everyEntry, ...exampleEntries], exampleRecord.exportedAt)
  const questions = exampleQuestionnaires.map((resource) => ({
    fullUrl: urnOf(exampleRecord, resource.url),
    resource,
  }))
  const forms = { resourceType: 'Bundle', type: 'collection', entry: questions }
  const [whole = [], small = [], broken = [], audit = [], asked = [], found = [], stated = []] = await validateFhir(
    bundle,
    bare,
    wrong,
    log,
    forms,
    exampleSearchset,
    capabilityStatement(exampleDirectoryClinic, '2026-11-29'),
  )
  expect(found.filter((one) => !isExplained(one))).toEqual([])
  expect(stated.filter((one) => !isExplained(one))).toEqual([])
  expect(asked.filter((one) => !isExplained(one))).toEqual([])
  expect(whole.filter((one) => !isExplained(one))).toEqual([])
  expect(small.filter((one) => !isExplained(one))).toEqual([])
  expect(audit.filter((one) => !isExplained(one))).toEqual([])
  // It has looked: what is explained is there.
  expect(whole.some(({ text }) => text.includes('dvmd.de'))).toBe(true)
  expect(broken.filter(({ severity }) => severity === 'error').map(({ text }) => text)).toEqual(
    expect.arrayContaining([expect.stringContaining('why'), expect.stringContaining('asked')]),
  )
})
