import { describe, expect, it } from 'vitest'
import { specialties } from '../directory/specialty.ts'
import { base64OfText } from './base64.ts'
import { consultBundle } from './consult-bundle.ts'
import { exampleRecord as record } from './example-record.ts'

describe('the FHIR export of a consult', () => {
  it('keeps its form', () => {
    expect(consultBundle(record)).toMatchSnapshot()
  })

  it('refers only to what it contains', () => {
    const { entry } = consultBundle(record)
    const urls = entry.map(({ fullUrl }) => fullUrl)
    const references = [...JSON.stringify(entry).matchAll(/"reference":"([^"]+)"/g)].map(([, url]) => url)
    expect(references.filter((url) => !urls.includes(url ?? ''))).toEqual([])
    expect(new Set(urls).size).toBe(urls.length)
    for (const url of urls)
      expect(url).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('names the department that answered, not the one that was asked first', () => {
    const { task } = record
    const alternative = { ...task.service, id: 'neurologie', name: 'Neurologie', specialty: 'neurology' as const }
    const candidates = task.candidates.map((one) => ({ ...one, isAlternative: true }))
    const text = JSON.stringify(consultBundle({ ...record, task: { ...task, alternative, candidates } }))
    expect(text).toContain('"display":"Neurologie"')
    expect(text).not.toContain('"display":"Kardiologie"')
    expect(text).toContain(specialties.neurology)
    expect(text).not.toContain(specialties.cardiology)
  })

  it('gives another consult other ids', () => {
    const other = { ...record, task: { ...record.task, requestId: '0b7a6f6e-1a53-4e0c-9a7e-0f1f6a1c2d33' } }
    const urls = new Set(consultBundle(record).entry.map(({ fullUrl }) => fullUrl))
    expect(consultBundle(other).entry.filter(({ fullUrl }) => urls.has(fullUrl))).toEqual([])
  })

  it.each(['', 'a', 'ab', 'abc', 'Łukasz, ß, 心, 🫀'])('encodes %j as base64', (text) => {
    expect(base64OfText(text)).toBe(Buffer.from(text, 'utf8').toString('base64'))
  })
})
