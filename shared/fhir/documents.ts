import type { SignedReport } from '../consults/report.ts'
import { presentService } from '../consults/task-times.ts'
import { base64OfText } from './base64.ts'
import {
  documentClass,
  documentFormat,
  fileDocumentCodes,
  hospital,
  practiceSetting,
  reportCode,
  reportDocumentCodes,
  systems,
} from './codes.ts'
import type { ConsultRecord } from './consult-record.ts'
import { type Named, roleName } from './people.ts'
import { instant, matrixEvent, oidOf, referenceTo, urnOf } from './references.ts'

export const documentName = (eventId: string) => `DocumentReference ${eventId}`
export const reportName = (eventId: string) => `DiagnosticReport ${eventId}`

/** What ISiK's profile of DocumentReference (ISiKDokumentenMetadaten) asks of every document. */
const isikMetadata = (record: ConsultRecord, eventId: string) => ({
  masterIdentifier: { system: systems.uri, value: oidOf(urnOf(record, documentName(eventId))) },
  identifier: [{ system: systems.uri, value: matrixEvent(record.roomId, eventId) }],
  category: [{ coding: [documentClass] }],
  subject: referenceTo(record, 'Patient'),
  securityLabel: [{ coding: [{ system: systems.confidentiality, code: 'N', display: 'normal' }] }],
  context: {
    facilityType: { coding: [hospital] },
    practiceSetting: { coding: [practiceSetting(presentService(record.task).specialty)] },
    related: [referenceTo(record, 'ServiceRequest')],
  },
})

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const sections = ({ headings }: ConsultRecord, report: SignedReport): [string, string][] => [
  [headings.findings, report.findings],
  [headings.assessment, report.assessment],
  [headings.recommendation, report.recommendation],
]

const plainText = (record: ConsultRecord, report: SignedReport) =>
  sections(record, report)
    .map(([heading, text]) => `${heading}\n${text}`)
    .join('\n\n')

const narrative = (record: ConsultRecord, report: SignedReport) => {
  const parts = sections(record, report).map(
    ([heading, text]) => `<h2>${escaped(heading)}</h2><p>${escaped(text).replaceAll('\n', '<br/>')}</p>`,
  )
  return `<div xmlns="http://www.w3.org/1999/xhtml" lang="${record.language}" xml:lang="${record.language}">${parts.join('')}</div>`
}

/** One version of the report: as DiagnosticReport, and as document in the sense of ISiK. */
export const reportResources = (record: ConsultRecord, report: SignedReport, isNewest: boolean): Named[] => {
  const author = { ...referenceTo(record, roleName(report.signedOff.by)), display: report.signedOff.name }
  const { isCorrection } = report
  const title = `Konsil ${record.task.label}, ${reportDocumentCodes[0]?.display} ${report.version}`
  return [
    [
      reportName(report.eventId),
      {
        resourceType: 'DiagnosticReport',
        language: record.language,
        text: { status: 'additional', div: narrative(record, report) },
        identifier: [{ system: systems.uri, value: urnOf(record, reportName(report.eventId)) }],
        basedOn: [referenceTo(record, 'ServiceRequest')],
        status: { preliminary: 'preliminary', final: isCorrection ? 'corrected' : 'final' }[report.status],
        code: { coding: [reportCode] },
        subject: referenceTo(record, 'Patient'),
        effectiveDateTime: instant(report.signedOff.at),
        issued: instant(report.signedOff.at),
        performer: [author],
        resultsInterpreter: [author],
        conclusion: report.assessment,
      },
    ],
    [
      documentName(report.eventId),
      {
        resourceType: 'DocumentReference',
        ...isikMetadata(record, report.eventId),
        status: isNewest ? 'current' : 'superseded',
        docStatus: { preliminary: 'preliminary', final: isCorrection ? 'amended' : 'final' }[report.status],
        type: { coding: reportDocumentCodes },
        date: instant(report.signedOff.at),
        author: [author],
        authenticator: author,
        ...(report.replaces
          ? { relatesTo: [{ code: 'replaces', target: referenceTo(record, documentName(report.replaces)) }] }
          : {}),
        description: title,
        content: [
          {
            attachment: {
              contentType: 'text/plain; charset=utf-8',
              language: record.language,
              data: base64OfText(plainText(record, report)),
              title,
              creation: instant(report.signedOff.at),
            },
            format: documentFormat,
          },
        ],
      },
    ],
  ]
}

/** A case file as a pointer: its bytes stay encrypted where they are. */
export const fileResource = (record: ConsultRecord, file: ConsultRecord['files'][number]): Named => [
  documentName(file.eventId),
  {
    resourceType: 'DocumentReference',
    ...isikMetadata(record, file.eventId),
    status: 'current',
    type: { coding: fileDocumentCodes },
    date: instant(file.at),
    author: [{ ...referenceTo(record, roleName(file.sender)), display: record.nameOf(file.sender) }],
    description: file.name,
    content: [
      {
        attachment: {
          contentType: file.mimeType,
          language: record.language,
          url: matrixEvent(record.roomId, file.eventId),
          size: file.sizeBytes,
          title: file.name,
          creation: instant(file.at),
        },
        format: documentFormat,
      },
    ],
  },
]
