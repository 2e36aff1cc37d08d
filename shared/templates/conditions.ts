import * as v from 'valibot'
import { type Answers, type Condition, operators, type Question, type Test } from './question.ts'
import { shallow } from './shallow.ts'
import { isDay, numberOf } from './typed.ts'

/** When a question is asked: FHIR R4 `enableWhen`, as far as a form here can follow it. */

const given = <S extends v.GenericSchema>(schema: S) => v.optional(schema)
export const enableWhen = shallow(
  v.object({
    question: v.string(),
    operator: v.picklist(operators),
    answerBoolean: given(v.boolean()),
    answerInteger: given(v.pipe(v.number(), v.integer())),
    answerDecimal: given(v.number()),
    answerDate: given(v.string()),
    answerString: given(v.string()),
    answerCoding: given(v.object({ system: given(v.string()), code: given(v.string()), display: given(v.string()) })),
  }),
)
export const enableBehavior = v.picklist(['all', 'any'])
type EnableWhen = v.InferOutput<typeof enableWhen>
type Enabled = { enableWhen?: EnableWhen[] | undefined; enableBehavior?: 'all' | 'any' | undefined }

const answerIn = (when: EnableWhen): string => {
  const { answerBoolean, answerInteger, answerDecimal, answerDate, answerString, answerCoding } = when
  const coded = answerCoding?.code ?? answerCoding?.display
  return String(answerBoolean ?? answerInteger ?? answerDecimal ?? answerDate ?? answerString ?? coded ?? '')
}

export const conditionOf = ({ enableWhen: tests = [], enableBehavior: behavior }: Enabled): Condition | undefined =>
  tests.length > 0
    ? {
        isAny: tests.length > 1 && behavior === 'any',
        tests: tests.map((one) => ({ question: one.question, operator: one.operator, answer: answerIn(one) })),
      }
    : undefined

const answerFor = (
  { operator, answer }: Test,
  asked: Question | undefined,
  systemOf: (code: string) => string,
): Omit<EnableWhen, 'question' | 'operator'> => {
  if (operator === 'exists' || asked?.kind === 'boolean') return { answerBoolean: answer === 'true' }
  switch (asked?.kind) {
    case 'choice':
      return { answerCoding: { system: systemOf(answer), code: answer } }
    case 'integer':
      return { answerInteger: numberOf(answer) }
    case 'decimal':
      return { answerDecimal: numberOf(answer) }
    case 'date':
      return { answerDate: answer }
    default:
      return { answerString: answer }
  }
}

/** The same as FHIR has it; `systemOf` says of which code system an answer to a question is. */
export const enabledOf = (
  condition: Condition | undefined,
  questions: readonly Question[],
  systemOf: (question: Question | undefined, code: string) => string,
): Enabled => {
  if (!condition) return {}
  const whens = condition.tests.map((test): EnableWhen => {
    const asked = questions.find(({ linkId }) => linkId === test.question)
    return {
      question: test.question,
      operator: test.operator,
      ...answerFor(test, asked, (code) => systemOf(asked, code)),
    }
  })
  return { enableWhen: whens, ...(whens.length > 1 ? { enableBehavior: condition.isAny ? 'any' : 'all' } : {}) }
}

/** Both of them; null where that is more than one list of tests can say. */
export const both = (one: Condition | undefined, other: Condition | undefined): Condition | null | undefined => {
  if (!one || !other) return one ?? other
  return one.isAny || other.isAny ? null : { isAny: false, tests: [...one.tests, ...other.tests] }
}

const isPossible = ({ operator, answer }: Test, asked: Question): boolean => {
  const isYesOrNo = answer === 'true' || answer === 'false'
  if (operator === 'exists') return isYesOrNo
  switch (asked.kind) {
    case 'boolean':
      return isYesOrNo
    case 'choice':
      return asked.options.some(({ code }) => code === answer)
    case 'integer':
    case 'decimal':
      // With a unit it would be a quantity, which R4 compares by units too.
      return asked.unit === '' && !Number.isNaN(numberOf(answer))
    case 'date':
      return isDay(answer)
    case 'string':
    case 'text':
      return answer !== ''
    default:
      return asked.kind satisfies never
  }
}

/** Whether all that it looks at is asked before, so that nothing jumps above where somebody types. */
export const canFollow = (condition: Condition, before: readonly Question[]): boolean =>
  condition.tests.every((test) => {
    const asked = before.find(({ linkId }) => linkId === test.question)
    return asked !== undefined && isPossible(test, asked)
  })

/** The first whose condition no form can follow. */
export const unfollowed = (questions: readonly Question[]): Question | null =>
  questions.find(({ when }, at) => when && !canFollow(when, questions.slice(0, at))) ?? null

const isSame = (asked: Question | undefined, typed: string, answer: string): boolean =>
  asked?.kind === 'integer' || asked?.kind === 'decimal' ? numberOf(typed) === numberOf(answer) : typed === answer

/** Those that are asked, given what is answered so far. What is not asked counts as not answered, whatever was typed. */
export const askedNow = (questions: readonly Question[], answers: Answers): Question[] => {
  const asked = new Map<string, [Question, typed: string]>()
  const isMet = ({ question, operator, answer }: Test): boolean => {
    const [other, typed = ''] = asked.get(question) ?? []
    if (operator === 'exists') return (typed !== '') === (answer === 'true')
    const isAnswer = typed !== '' && isSame(other, typed, answer)
    return operator === '=' ? isAnswer : !isAnswer
  }
  for (const question of questions) {
    const { when, linkId } = question
    const isAsked = !when || (when.isAny ? when.tests.some(isMet) : when.tests.every(isMet))
    if (isAsked) asked.set(linkId, [question, (answers[linkId] ?? '').trim()])
  }
  return [...asked.values()].map(([question]) => question)
}
