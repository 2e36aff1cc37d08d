import * as v from 'valibot'
import { type ConsultRequest, consultRequest } from '#shared/consults/request.ts'
import { type AnswerFault, answerFaults, responseOf } from '#shared/templates/answers.ts'
import { templateOf } from '#shared/templates/questionnaire.ts'
import type { DraftSource, RequestDraft } from './drafts.ts'

export type RequestField =
  | 'service'
  | 'priority'
  | 'question'
  | 'patientName'
  | 'birthDate'
  | 'insuranceNumber'
  | 'diagnosis'
  | 'medication'
  | 'consent'
export type RequestFault = 'missing' | 'not-a-date' | 'not-insurance' | 'too-long'

const mostChars = { question: 10_000, diagnosis: 4_000, medication: 4_000 } as const

const dayPattern = /^\d{4}-\d{2}-\d{2}$/
const insurancePattern = /^[A-Z]\d{9}$/

const normalInsurance = (text: string) => text.replaceAll(/\s/g, '').toUpperCase()

/** What is missing or wrong, by field. */
export const faultsOf = (draft: RequestDraft, now: number): Partial<Record<RequestField, RequestFault>> => {
  const faults: Partial<Record<RequestField, RequestFault>> = {}
  if (!draft.service) faults.service = 'missing'
  if (!draft.priority) faults.priority = 'missing'
  if (!draft.question.trim()) faults.question = 'missing'
  if (!draft.patientName.trim()) faults.patientName = 'missing'
  if (!draft.birthDate) faults.birthDate = 'missing'
  else if (!dayPattern.test(draft.birthDate) || !(Date.parse(draft.birthDate) <= now)) faults.birthDate = 'not-a-date'
  const insurance = normalInsurance(draft.insuranceNumber)
  if (insurance && !insurancePattern.test(insurance)) faults.insuranceNumber = 'not-insurance'
  for (const field of ['question', 'diagnosis', 'medication'] as const)
    if (draft[field].trim().length > mostChars[field]) faults[field] = 'too-long'
  if (!draft.consent) faults.consent = 'missing'
  return faults
}

/** The same of the answers to the department's questions. */
export const answerFaultsOf = ({
  questionnaire,
  answers,
}: Pick<RequestDraft, 'questionnaire' | 'answers'>): Record<string, AnswerFault> =>
  questionnaire ? answerFaults(templateOf(questionnaire).questions, answers) : {}

const given = <K extends string>(name: K, text: string): Partial<Record<K, string>> =>
  text.trim() ? ({ [name]: text.trim() } as Record<K, string>) : {}

const sourceOf = ({ sender, name, at }: DraftSource) => ({ sender, name, at })

/** The encrypted content, from a draft without faults. */
export const requestOf = (
  draft: RequestDraft,
  requester: { name: string; clinic: string },
  now: number,
): ConsultRequest => {
  const answers = draft.questionnaire && responseOf(draft.questionnaire, draft.answers, now)
  const wantedBy = draft.wantedBy ? new Date(draft.wantedBy).getTime() : Number.NaN
  return v.parse(consultRequest, {
    question: draft.question,
    reason: draft.reason,
    patient: {
      name: draft.patientName,
      birthDate: draft.birthDate,
      sex: draft.sex,
      ...given('insuranceNumber', normalInsurance(draft.insuranceNumber)),
    },
    ...given('diagnosis', draft.diagnosis),
    ...given('medication', draft.medication),
    ...(answers ? { answers } : {}),
    ...(draft.source ? { source: sourceOf(draft.source) } : {}),
    requester: { ...requester, ...given('phone', draft.phone) },
    ...(Number.isFinite(wantedBy) ? { wantedBy } : {}),
    consent: { kind: draft.consent, at: now },
  })
}
