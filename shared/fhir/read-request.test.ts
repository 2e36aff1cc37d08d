import { describe, expect, it } from 'vitest'
import { consultBundle } from './consult-bundle.ts'
import { exampleRecord } from './example-record.ts'
import { mostBytes, readRequest } from './read-request.ts'

const patient = {
  resourceType: 'Patient',
  id: 'p1',
  name: [{ text: 'Erika M.' }, { use: 'official', family: 'Muster', given: ['Erika', 'Maria'] }],
  birthDate: '1950-03-01',
  gender: 'female',
  identifier: [{ system: 'http://fhir.de/sid/gkv/kvid-10', value: 'A123456789' }],
}
const subject = { reference: 'Patient/p1' }
const condition = (code: object, more = {}) => ({ resourceType: 'Condition', code, subject, ...more })
const read = (...resources: object[]) =>
  readRequest(
    JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) }),
  )
const taken = (...resources: object[]) => {
  const outcome = read(patient, ...resources)
  if (!outcome.ok) throw new Error(outcome.error)
  return outcome.value
}

describe('a request from the record', () => {
  it('takes over what was exported', () => {
    expect(readRequest(JSON.stringify(consultBundle(exampleRecord)))).toEqual({
      ok: true,
      value: {
        patientName: 'Muster, Erika Maria',
        birthDate: '1950-03-01',
        sex: 'female',
        insuranceNumber: 'A123456789',
        diagnosis: 'V. a. STEMI',
        medication: 'ASS 100',
        question: 'Lyse oder Verlegung?',
      },
    })
  })

  it('takes diagnoses that hold, and medication that is taken, with its dose', () => {
    const stemi = { text: 'Hinterwandinfarkt', coding: [{ code: 'I21.1', display: 'Akuter Infarkt' }] }
    const gone = { coding: [{ code: 'resolved' }] }
    expect(
      taken(
        condition(stemi),
        condition({ text: 'Pneumonie' }, { clinicalStatus: gone }),
        condition({ text: 'Irrtum' }, { verificationStatus: { coding: [{ code: 'entered-in-error' }] } }),
        { resourceType: 'Medication', id: 'm1', code: { coding: [{ code: 'B01AC06', display: 'ASS 100 mg' }] } },
        {
          resourceType: 'MedicationStatement',
          status: 'active',
          subject,
          medicationReference: { reference: 'Medication/m1' },
          dosage: [{ text: '1-0-0' }],
        },
        {
          resourceType: 'MedicationRequest',
          status: 'stopped',
          subject,
          medicationCodeableConcept: { text: 'Marcumar' },
        },
      ),
    ).toMatchObject({ diagnosis: 'Hinterwandinfarkt (I21.1)', medication: 'ASS 100 mg (B01AC06): 1-0-0', question: '' })
  })

  it('takes nothing that is said of somebody else, or of nobody', () => {
    const other = condition({ text: 'Fremd' }, { subject: { reference: 'Patient/p2' } })
    expect(taken(other, condition({ text: 'Niemand' }, { subject: undefined })).diagnosis).toBe('')
  })

  it('shows no signs that turn or hide what stands beside them', () => {
    expect(taken(condition({ text: 'Kein\u202e STEMI\u0007\nseit gestern' })).diagnosis).toBe(
      'Kein STEMI\nseit gestern',
    )
  })

  it('leaves out a number or a day that is none', () => {
    const outcome = read({
      ...patient,
      birthDate: '1950',
      gender: 'f',
      identifier: [{ system: 'x', value: 'A123456789' }],
    })
    expect(outcome).toMatchObject({ value: { birthDate: '', sex: 'unknown', insuranceNumber: '' } })
  })

  it.each([
    ['too-large', ' '.repeat(mostBytes + 1)],
    ['not-json', '<Bundle xmlns="http://hl7.org/fhir"/>'],
    ['not-fhir', '[]'],
    ['not-fhir', '{"resourceType":"Patient"}'],
    ['not-fhir', JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: { ...patient, name: 'Muster' } }] })],
    ['no-patient', '{"resourceType":"Bundle"}'],
    ['no-patient', JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Patient' } }] })],
    [
      'several-patients',
      JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: patient }, { resource: patient }] }),
    ],
  ])('is refused as %s', (reason, json) => {
    expect(readRequest(json)).toEqual({ ok: false, error: reason })
  })
})
