import { defineWords } from '../index.ts'

type Person = { name: string; birthDate: string }
type Asked = { question: string; patient: Person; diagnosis?: string | undefined; medication?: string | undefined }
/** Of the department's questions, with what was answered. */
type Answers = readonly (readonly [question: string, answer: string])[]
type Answered = { findings: string; assessment: string; recommendation: string; patient: Person; version: number }

const lines = (...all: (string | false)[]) => all.filter(Boolean).join('\n')

/** What people read of a consult who use another messenger. */
export const structuredTextWords = defineWords({
  de: {
    request: ({ patient, question, diagnosis, medication }: Asked, priority: string, answers: Answers) =>
      lines(
        `Konsilanforderung (${priority})`,
        `Patient/in: ${patient.name}, geb. ${patient.birthDate}`,
        `Fragestellung: ${question}`,
        Boolean(diagnosis) && `Diagnose: ${diagnosis}`,
        Boolean(medication) && `Medikation: ${medication}`,
        ...answers.map(([asked, answer]) => `${asked}: ${answer}`),
      ),
    report: ({ patient, findings, assessment, recommendation, version }: Answered) =>
      lines(
        `Konsilbericht, Fassung ${version}`,
        `Patient/in: ${patient.name}, geb. ${patient.birthDate}`,
        `Befund: ${findings}`,
        `Beurteilung: ${assessment}`,
        `Empfehlung: ${recommendation}`,
      ),
  },
  en: {
    request: ({ patient, question, diagnosis, medication }: Asked, priority: string, answers: Answers) =>
      lines(
        `Consult request (${priority})`,
        `Patient: ${patient.name}, born ${patient.birthDate}`,
        `Question: ${question}`,
        Boolean(diagnosis) && `Diagnosis: ${diagnosis}`,
        Boolean(medication) && `Medication: ${medication}`,
        ...answers.map(([asked, answer]) => `${asked}: ${answer}`),
      ),
    report: ({ patient, findings, assessment, recommendation, version }: Answered) =>
      lines(
        `Consult report, version ${version}`,
        `Patient: ${patient.name}, born ${patient.birthDate}`,
        `Findings: ${findings}`,
        `Assessment: ${assessment}`,
        `Recommendation: ${recommendation}`,
      ),
  },
})
