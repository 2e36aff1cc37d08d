import { describe, expect, it } from 'vitest'
import { consultBundle } from './consult-bundle.ts'
import { exampleRecord } from './example-record.ts'
import { transactionOf } from './transaction.ts'

const { entry } = transactionOf(consultBundle(exampleRecord))
const conditionOf = (one: (typeof entry)[number]) =>
  one.request.method === 'POST' ? `${one.request.url}?${one.request.ifNoneExist}` : one.request.url

describe('a consult for a FHIR server', () => {
  it('is found again, each resource by a condition of its own', () => {
    const conditions = entry.map(conditionOf)
    expect(new Set(conditions).size).toBe(entry.length)
    for (const condition of conditions) expect(condition).toMatch(/^[A-Z]\w+\?(?:identifier|_tag)=[^|&]+\|[^|&]+$/)
  })

  it('asks for the patient by the insurance number, so that who is known there stays one', () => {
    const patient = entry.find(({ resource }) => resource.resourceType === 'Patient')
    expect(patient?.request).toEqual({
      method: 'POST',
      url: 'Patient',
      ifNoneExist: 'identifier=http%3A%2F%2Ffhir.de%2Fsid%2Fgkv%2Fkvid-10|A123456789',
    })
  })

  it('brings order, task and documents up to date, and leaves people and clinics as the record has them', () => {
    const methodOf = (type: string) => [
      ...new Set(entry.filter(({ resource }) => resource.resourceType === type).map(({ request }) => request.method)),
    ]
    for (const type of ['ServiceRequest', 'Task', 'DiagnosticReport', 'DocumentReference'])
      expect(methodOf(type), type).toEqual(['PUT'])
    for (const type of ['Patient', 'Practitioner', 'PractitionerRole', 'Organization', 'Consent', 'Provenance'])
      expect(methodOf(type), type).toEqual(['POST'])
  })

  it('refers to nothing that does not come along', () => {
    const urls = new Set(entry.map(({ fullUrl }) => fullUrl))
    const references = [...JSON.stringify(entry).matchAll(/"reference":"([^"]+)"/g)].map(([, url]) => url)
    expect(references.length).toBeGreaterThan(20)
    expect(references.filter((url) => url && !urls.has(url))).toEqual([])
  })
})
