import { describe, expect, it } from 'vitest'
import { parseReport } from '../consults/report.ts'
import { parseRequest } from '../consults/request.ts'
import { exampleRecord } from './example-record.ts'
import { readRequest } from './read-request.ts'
import { reportStructure, requestStructure, structuredText, withStructure } from './structured.ts'

const { request, task, reports } = exampleRecord
const structure = requestStructure(exampleRecord)

describe('a request that other messengers can read', () => {
  it('says the same in our content, in words and as FHIR', () => {
    const sent = withStructure(request, structure, 'Konsilanforderung')
    expect(sent).toMatchSnapshot()
    expect(parseRequest(sent)).toEqual(request)
    expect(structuredText(sent)).toBe('Konsilanforderung')
    expect(readRequest(JSON.stringify(sent['de.gematik.fhir.resource']))).toMatchObject({
      value: { question: request.question, diagnosis: request.diagnosis, medication: request.medication },
    })
  })

  it('leaves out the resource, then the words, rather than be too large to be sent', () => {
    const long = { ...request, question: 'ä'.repeat(8_000) }
    const words = withStructure(long, requestStructure({ task, request: long }), 'kurz')
    expect(words['de.gematik.fhir.resource']).toBeUndefined()
    expect(structuredText(words)).toBe('kurz')
    expect(withStructure(long, requestStructure({ task, request: long }), 'x'.repeat(30_000))).toEqual(long)
  })
})

it('a report that other messengers can read is a report to us', () => {
  const [report] = reports
  if (!report) throw new Error('no report')
  const sent = withStructure(report, reportStructure(exampleRecord, report), 'Konsilbericht')
  const { eventId: _, at: __, ...content } = report
  expect(parseReport(sent)).toEqual(content)
  expect(JSON.stringify(sent['de.gematik.fhir.resource'])).toContain('DiagnosticReport')
})

it.each([
  {},
  { 'de.gematik.text': 'x' },
  { 'de.gematik.text': [{ body: '<b>', mimetype: 'text/html' }] },
  { 'de.gematik.text': [{ body: ' ' }] },
])('takes no words from %j', (content) => {
  expect(structuredText(content)).toBeNull()
})
