import * as v from 'valibot'
import { userId } from '../matrix/ids.ts'
import { type QuestionnaireResponse, questionnaireResponse } from '../templates/answers.ts'

/** Why a colleague is asked: the two that a telekonsil agreement knows (KBV, annex to the BMV-Ä, §1). */
export const consultReasons = ['interdisciplinary', 'complex_same_specialty'] as const

/** FHIR R4 administrative-gender. */
export const sexes = ['female', 'male', 'other', 'unknown'] as const

const line = (max = 200) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max))
const text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max))
const day = v.pipe(v.string(), v.isoDate())

export const patient = v.object({
  name: line(),
  birthDate: day,
  sex: v.picklist(sexes),
  /** The unchanging part of the German health insurance number. */
  insuranceNumber: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]\d{9}$/, 'not an insurance number'))),
})
export type Patient = v.InferOutput<typeof patient>

/** Content of the encrypted event `app.consilium.consult.request`: what §3 of the agreement asks for. */
export const consultRequest = v.object({
  /** Of who asks at most 10,000; who is brought in has the first question too. */
  question: text(16_000),
  reason: v.picklist(consultReasons),
  patient,
  diagnosis: v.optional(text(4_000)),
  medication: v.optional(text(4_000)),
  /** To the questions of the department. */
  answers: v.optional(questionnaireResponse),
  /** Of who is brought in: what was answered to the department that was asked in the first place. */
  firstAnswers: v.optional(questionnaireResponse),
  requester: v.object({
    name: line(),
    role: v.optional(line()),
    clinic: line(),
    /** How to reach them at once, e.g. the telephone of the emergency room. */
    phone: v.optional(line(60)),
  }),
  /** The message of a conversation that it began with; its room is nothing to those who are asked. */
  source: v.optional(v.object({ sender: userId, name: line(), at: v.pipe(v.number(), v.integer()) })),
  /** When the answer is wanted, Unix time in ms. */
  wantedBy: v.optional(v.pipe(v.number(), v.integer())),
  /** How the patient agreed; `emergency`: they cannot, and waiting would harm them. */
  consent: v.object({ kind: v.picklist(['given', 'emergency']), at: v.pipe(v.number(), v.integer()) }),
})
export type ConsultRequest = v.InferOutput<typeof consultRequest>

/** All answers of a request: to the department's own questions first. */
export const answersIn = ({
  answers,
  firstAnswers,
}: Pick<ConsultRequest, 'answers' | 'firstAnswers'>): QuestionnaireResponse[] =>
  [answers, firstAnswers].flatMap((one) => one ?? [])

export const parseRequest = (content: unknown): ConsultRequest | null => {
  const parsed = v.safeParse(consultRequest, content)
  return parsed.success ? parsed.output : null
}
