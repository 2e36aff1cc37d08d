import type { SignedReport } from '#shared/consults/report.ts'
import { answersIn } from '#shared/consults/request.ts'
import { presentService } from '#shared/consults/task-times.ts'
import type { ConsultRecord } from '#shared/fhir/consult-record.ts'
import { type AnswerWords, answersOf } from '#shared/templates/answers.ts'
import type { Block } from '../pdf/blocks.ts'

export type PdfWords = {
  pdfTitle: string
  consult(label: string): string
  patient: string
  born(date: string): string
  insuranceNumber: string
  request: string
  requestedBy: string
  answeredBy: string
  department: string
  priority: string
  reason: string
  question: string
  diagnosis: string
  medication: string
  wantedBy: string
  source: string
  messageOf(who: string, when: string): string
  consent: string
  files: string
  noFiles: string
  noReport: string
  reportOf(version: number): string
  replaced(version: number): string
  signedBy(who: string, when: string): string
  findings: string
  assessment: string
  recommendation: string
  /** Codes in words. */
  priorityName: string
  statusName: string
  sexName: string
  reasonName: string
  consentText: string
}

export type PdfNames = {
  answers: AnswerWords
  moment(ms: number): string
  day(isoDay: string): string
}

const present = (rows: [string, string | undefined][]): [string, string][] =>
  rows.filter((row): row is [string, string] => Boolean(row[1]))

const reportBlocks = (record: ConsultRecord, report: SignedReport, w: PdfWords, names: PdfNames): Block[] => {
  const signed = w.signedBy(record.nameOf(report.signedOff.by), names.moment(report.signedOff.at))
  return [
    { kind: 'heading', text: w.reportOf(report.version) },
    { kind: 'text', label: w.findings, text: report.findings },
    { kind: 'text', label: w.assessment, text: report.assessment },
    { kind: 'text', label: w.recommendation, text: report.recommendation },
    { kind: 'note', text: report.version > 1 ? `${signed}. ${w.replaced(report.version - 1)}.` : `${signed}.` },
  ]
}

/** Order, patient and the newest answer: the identifying facts stand on it, so that it can be filed by itself. */
export const pdfBlocks = (record: ConsultRecord, w: PdfWords, names: PdfNames): Block[] => {
  const { task, request, files } = record
  const { patient, requester } = request
  const newest = record.reports.at(-1)
  const department = presentService(task)
  return [
    { kind: 'title', text: w.pdfTitle, aside: `${w.consult(task.label)} · ${w.statusName}` },
    {
      kind: 'facts',
      rows: present([
        [
          w.patient,
          `${patient.name}, ${w.born(names.day(patient.birthDate))}${patient.sex === 'unknown' ? '' : `, ${w.sexName}`}`,
        ],
        [w.insuranceNumber, patient.insuranceNumber],
        [
          w.requestedBy,
          [requester.name, requester.clinic, requester.phone, names.moment(task.authoredOn)].filter(Boolean).join(', '),
        ],
        [w.department, `${department.name}, ${record.clinicNameOf(department.serverName)}`],
        [w.answeredBy, task.owner ? record.nameOf(task.owner) : undefined],
        [w.priority, w.priorityName],
      ]),
    },
    { kind: 'heading', text: w.request },
    { kind: 'text', label: w.question, text: request.question },
    {
      kind: 'facts',
      rows: present([
        [w.diagnosis, request.diagnosis],
        [w.medication, request.medication],
        ...answersIn(request).flatMap((answers) => answersOf(answers, record.language, names.answers)),
        [w.reason, w.reasonName],
        [w.source, request.source && w.messageOf(request.source.name, names.moment(request.source.at))],
        [w.wantedBy, request.wantedBy === undefined ? undefined : names.moment(request.wantedBy)],
        [w.consent, w.consentText],
        [w.files, files.map(({ name }) => name).join(', ') || w.noFiles],
      ]),
    },
    ...(newest ? reportBlocks(record, newest, w, names) : [{ kind: 'note', text: w.noReport } as const]),
  ]
}
