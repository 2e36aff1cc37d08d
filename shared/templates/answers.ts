import * as v from 'valibot'
import { askedNow } from './conditions.ts'
import { type Answers, inLanguage, type Question, sectionsOf } from './question.ts'
import { codingOf, type Questionnaire, templateOf, textOf, translated, wordsOf } from './questionnaire.ts'
import { shallow } from './shallow.ts'
import { isDay, numberOf } from './typed.ts'

const mostText = { string: 200, text: 2_000 } as const
const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most))
const value = shallow(
  v.union([
    v.strictObject({ valueBoolean: v.boolean() }),
    v.strictObject({ valueInteger: v.pipe(v.number(), v.integer()) }),
    v.strictObject({ valueDecimal: v.number() }),
    v.strictObject({ valueQuantity: v.object({ value: v.number(), unit: text(60) }) }),
    v.strictObject({ valueDate: v.pipe(v.string(), v.isoDate()) }),
    v.strictObject({ valueString: text(mostText.text) }),
    v.strictObject({
      valueCoding: v.object({
        system: text(400),
        code: text(64),
        display: text(200),
        _display: v.optional(translated),
      }),
    }),
  ]),
)
type Value = v.InferOutput<typeof value>

const named = { linkId: text(64), text: text(300), _text: v.optional(translated) }
const answered = shallow(v.object({ ...named, answer: v.tuple([value]) }))

/**
 * The answers, within an encrypted request: FHIR R4 QuestionnaireResponse. It names the version that it answers and
 * repeats the questions, so that it can be read when the department has changed them since.
 */
export const questionnaireResponse = shallow(
  v.object({
    resourceType: v.literal('QuestionnaireResponse'),
    /** Canonical: `url|version`. */
    questionnaire: text(320),
    status: v.literal('completed'),
    authored: v.pipe(v.string(), v.isoTimestamp()),
    item: v.pipe(v.array(v.union([answered, v.object({ ...named, item: v.array(answered) })])), v.maxLength(40)),
  }),
)
export type QuestionnaireResponse = v.InferOutput<typeof questionnaireResponse>
type Answered = v.InferOutput<typeof answered>

export type AnswerFault = 'missing' | 'not-a-number' | 'not-whole' | 'not-a-date' | 'not-offered' | 'too-long'

const faultOf = (question: Question, typed: string): AnswerFault | null => {
  if (!typed) return question.isRequired ? 'missing' : null
  switch (question.kind) {
    case 'boolean':
      return typed === 'true' || typed === 'false' ? null : 'not-offered'
    case 'choice':
      return question.options.some(({ code }) => code === typed) ? null : 'not-offered'
    case 'integer':
      if (Number.isNaN(numberOf(typed))) return 'not-a-number'
      return Number.isInteger(numberOf(typed)) ? null : 'not-whole'
    case 'decimal':
      return Number.isNaN(numberOf(typed)) ? 'not-a-number' : null
    case 'date':
      return isDay(typed) ? null : 'not-a-date'
    case 'string':
    case 'text':
      return typed.length > mostText[question.kind] ? 'too-long' : null
    default:
      return question.kind satisfies never
  }
}

const typedOf = (answers: Answers, { linkId }: Question): string => (answers[linkId] ?? '').trim()

/** What is missing or wrong, by `linkId`. */
export const answerFaults = (questions: readonly Question[], answers: Answers): Record<string, AnswerFault> =>
  Object.fromEntries(
    askedNow(questions, answers).flatMap((question) => {
      const fault = faultOf(question, typedOf(answers, question))
      return fault ? [[question.linkId, fault]] : []
    }),
  )

const givenOf = (question: Question, typed: string, url: string): Value => {
  switch (question.kind) {
    case 'boolean':
      return { valueBoolean: typed === 'true' }
    case 'choice': {
      const chosen = question.options.find(({ code }) => code === typed)
      return { valueCoding: codingOf(chosen ?? { code: typed, text: { de: typed, en: '' } }, url) }
    }
    case 'integer':
    case 'decimal':
      if (question.unit) return { valueQuantity: { value: numberOf(typed), unit: question.unit } }
      return question.kind === 'integer' ? { valueInteger: numberOf(typed) } : { valueDecimal: numberOf(typed) }
    case 'date':
      return { valueDate: typed }
    case 'string':
    case 'text':
      return { valueString: typed }
    default:
      return question.kind satisfies never
  }
}

/** Of answers without faults; null when nothing is answered. */
export const responseOf = (asked: Questionnaire, answers: Answers, now: number): QuestionnaireResponse | null => {
  const answeredOf = (question: Question): Answered[] => {
    const typed = typedOf(answers, question)
    const { linkId, text: words } = question
    return typed ? [{ linkId, ...textOf(words), answer: [givenOf(question, typed, asked.url)] }] : []
  }
  const items = sectionsOf(askedNow(templateOf(asked).questions, answers)).flatMap(
    ({ group, questions }): QuestionnaireResponse['item'] => {
      const given = questions.flatMap(answeredOf)
      return group && given.length > 0 ? [{ linkId: group.linkId, ...textOf(group.text), item: given }] : given
    },
  )
  if (items.length === 0) return null
  return {
    resourceType: 'QuestionnaireResponse',
    questionnaire: `${asked.url}|${asked.version}`,
    status: 'completed',
    authored: new Date(now).toISOString(),
    item: items,
  }
}

/** The answers that questions which have changed since can still take. */
export const stillFitting = (questions: readonly Question[], answers: Answers): Answers =>
  Object.fromEntries(
    questions.flatMap((question) => {
      const typed = typedOf(answers, question)
      return typed && !faultOf(question, typed) ? [[question.linkId, typed]] : []
    }),
  )

export type AnswerWords = { yes: string; no: string; number(value: number): string; day(isoDay: string): string }

const shown = (answer: Value, language: 'de' | 'en', w: AnswerWords): string => {
  if ('valueBoolean' in answer) return answer.valueBoolean ? w.yes : w.no
  if ('valueInteger' in answer) return w.number(answer.valueInteger)
  if ('valueDecimal' in answer) return w.number(answer.valueDecimal)
  if ('valueQuantity' in answer) return `${w.number(answer.valueQuantity.value)} ${answer.valueQuantity.unit}`
  if ('valueDate' in answer) return w.day(answer.valueDate)
  if ('valueString' in answer) return answer.valueString
  return inLanguage(wordsOf(answer.valueCoding.display, answer.valueCoding._display), language)
}

/** What was answered in words. */
export const textsOf = ({ item }: QuestionnaireResponse): string[] =>
  item
    .flatMap((one) => ('item' in one ? one.item : [one]))
    .flatMap(({ answer: [given] }) => ('valueString' in given ? [given.valueString] : []))

/** Questions and answers as people read them, each with the heading that it stands under. */
export const answersOf = (
  { item }: QuestionnaireResponse,
  language: 'de' | 'en',
  w: AnswerWords,
): [question: string, answer: string][] => {
  const said = (one: Pick<Answered, 'text' | '_text'>) => inLanguage(wordsOf(one.text, one._text), language)
  const answerOf = ({ answer: [given] }: Answered) => shown(given, language, w)
  return item.flatMap((one): [string, string][] =>
    'item' in one
      ? one.item.map((within) => [`${said(one)}: ${said(within)}`, answerOf(within)])
      : [[said(one), answerOf(one)]],
  )
}
