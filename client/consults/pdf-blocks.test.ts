import { describe, expect, it } from 'vitest'
import type { ConsultRecord } from '#shared/fhir/consult-record.ts'
import { type PdfWords, pdfBlocks } from './pdf-blocks.ts'

const functions = ['consult', 'born', 'reportOf', 'replaced', 'signedBy']
const words = new Proxy(
  {},
  {
    get: (_, key: string) => (functions.includes(key) ? (...given: unknown[]) => `${key} ${given.join(' ')}` : key),
  },
) as PdfWords
const names = {
  moment: (ms: number) => `at ${ms}`,
  day: (isoDay: string) => isoDay,
  answers: { yes: 'yes', no: 'no', number: String, day: (isoDay: string) => isoDay },
}

const report = (version: number) => ({
  version,
  replaces: null,
  findings: `findings ${version}`,
  assessment: 'assessment',
  recommendation: 'recommendation',
  signedOff: { by: '@e:sued', at: version },
})

// Only what the page shows.
const record = (versions: number[]) =>
  ({
    task: {
      ...{ label: '7F3A', authoredOn: 1, owner: '@e:sued', candidates: [] },
      service: { name: 'Kardiologie', serverName: 'sued' },
    },
    request: {
      question: 'Lyse?',
      patient: { name: 'Muster, Erika', birthDate: '1950-03-01' },
      requester: { name: 'Nina', clinic: 'Nord' },
    },
    reports: versions.map(report),
    questions: [],
    conversation: [],
    files: [],
    nameOf: () => 'Dr. Ernst',
    clinicNameOf: () => 'Klinikum Süd',
  }) as unknown as ConsultRecord

describe('the printed report', () => {
  it('names the second choice when that one has answered', () => {
    const { task, ...rest } = record([1])
    const alternative = { name: 'Neurologie', serverName: 'nord' }
    const answered = { ...task, alternative, candidates: [{ userId: '@e:sued', isAlternative: true }] }
    const [, facts] = pdfBlocks({ ...rest, task: answered } as unknown as ConsultRecord, words, names)
    expect(facts).toMatchObject({ rows: expect.arrayContaining([['department', 'Neurologie, Klinikum Süd']]) })
  })

  it('names the patient and both sides, the question and the answer', () => {
    expect(pdfBlocks(record([1]), words, names)).toMatchInlineSnapshot(`
      [
        {
          "aside": "consult 7F3A · statusName",
          "kind": "title",
          "text": "pdfTitle",
        },
        {
          "kind": "facts",
          "rows": [
            [
              "patient",
              "Muster, Erika, born 1950-03-01, sexName",
            ],
            [
              "requestedBy",
              "Nina, Nord, at 1",
            ],
            [
              "department",
              "Kardiologie, Klinikum Süd",
            ],
            [
              "answeredBy",
              "Dr. Ernst",
            ],
            [
              "priority",
              "priorityName",
            ],
          ],
        },
        {
          "kind": "heading",
          "text": "request",
        },
        {
          "kind": "text",
          "label": "question",
          "text": "Lyse?",
        },
        {
          "kind": "facts",
          "rows": [
            [
              "reason",
              "reasonName",
            ],
            [
              "consent",
              "consentText",
            ],
            [
              "files",
              "noFiles",
            ],
          ],
        },
        {
          "kind": "heading",
          "text": "reportOf 1",
        },
        {
          "kind": "text",
          "label": "findings",
          "text": "findings 1",
        },
        {
          "kind": "text",
          "label": "assessment",
          "text": "assessment",
        },
        {
          "kind": "text",
          "label": "recommendation",
          "text": "recommendation",
        },
        {
          "kind": "note",
          "text": "signedBy Dr. Ernst at 1.",
        },
      ]
    `)
  })

  it('shows the newest version and says that it replaces the one before', () => {
    const text = JSON.stringify(pdfBlocks(record([1, 2]), words, names))
    expect(text).toContain('findings 2')
    expect(text).not.toContain('findings 1')
    expect(text).toContain('replaced 1')
  })

  it('without an answer says so', () => {
    expect(pdfBlocks(record([]), words, names).at(-1)).toEqual({ kind: 'note', text: 'noReport' })
  })
})
