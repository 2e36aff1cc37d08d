import * as v from 'valibot'
import { ok, type Result, refused } from '../result.ts'
import { both, conditionOf, enableBehavior, enableWhen, unfollowed } from './conditions.ts'
import type { Condition, Template } from './question.ts'
import { itemTypes, mostQuestions, questionnaireShape, templateOf } from './questionnaire.ts'

/** What of a question no form here can show. */
export type Unsupported = 'type' | 'nested' | 'repeats' | 'value-set' | 'initial' | 'max-length' | 'condition'

/** `unsupported`: it would ask something else than was meant, so nothing of it is taken; `about` names the question. */
export type TemplateFault =
  | { code: 'too-large' | 'not-json' | 'not-a-questionnaire' | 'empty' | 'too-many' }
  | { code: 'unsupported'; about: string; why: Unsupported }

export const mostTemplateBytes = 512 * 1024
/** Headings of headings of headings are a mistake, or meant to exhaust us. */
const deepest = 5

const anyItem = v.looseObject({
  type: v.optional(v.string()),
  text: v.optional(v.string()),
  linkId: v.optional(v.string()),
  item: v.optional(v.array(v.looseObject({})), []),
})
const anyQuestionnaire = v.looseObject({
  resourceType: v.literal('Questionnaire'),
  item: v.optional(v.array(v.looseObject({})), []),
})
type AnyItem = v.InferOutput<typeof anyItem>
const enabled = v.looseObject({
  enableWhen: v.optional(v.array(enableWhen)),
  enableBehavior: v.optional(enableBehavior),
})

class Unshown extends Error {
  override name = 'Unshown'
  readonly fault: TemplateFault
  constructor({ text, linkId = '' }: Pick<AnyItem, 'text' | 'linkId'>, why: Unsupported) {
    super(why)
    this.fault = { code: 'unsupported', about: (text ?? linkId).slice(0, 100), why }
  }
}

const types: readonly string[] = itemTypes
const changing = { answerValueSet: 'value-set', initial: 'initial', maxLength: 'max-length' } as const
const isHelp = (one: unknown) => v.is(v.looseObject({ type: v.literal('display') }), one)

const conditionIn = (one: AnyItem): Condition | undefined => {
  const parsed = v.safeParse(enabled, one)
  if (!parsed.success) throw new Unshown(one, 'condition')
  return conditionOf(parsed.output)
}

const checkQuestion = (one: AnyItem): void => {
  if (!types.includes(one.type ?? '')) throw new Unshown(one, 'type')
  for (const [name, why] of Object.entries(changing)) if (name in one) throw new Unshown(one, why)
  if (one.item.length > 1 || !one.item.every(isHelp)) throw new Unshown(one, 'nested')
}

type Heading = { linkId: string; text: string; _text: unknown }
type Found = { question: AnyItem; heading: Heading | null; when: Condition | undefined }

/** The questions in their order, each under its heading; the condition of a group is that of each of its questions. */
const foundIn = (
  items: readonly unknown[],
  heading: Heading | null,
  outer: Condition | undefined,
  depth = 0,
): Found[] =>
  items.flatMap((raw): Found[] => {
    const parsed = v.safeParse(anyItem, raw)
    if (!parsed.success || depth > deepest) throw new Unshown({ text: heading?.text ?? '' }, 'type')
    const one = parsed.output
    if ('repeats' in one && one['repeats'] !== false) throw new Unshown(one, 'repeats')
    const when = both(outer, conditionIn(one))
    if (when === null) throw new Unshown(one, 'condition')
    if (one.type !== 'group') {
      checkQuestion(one)
      return [{ question: one, heading, when }]
    }
    const { linkId = '', text, _text } = one
    const own = heading && text ? { linkId, text: `${heading.text}: ${text}`, _text: undefined } : null
    const within = text ? (own ?? { linkId, text, _text }) : heading
    return foundIn(one.item, within, when, depth + 1)
  })

/** As our own have it: one level of groups, whose ids occur once. */
const itemsOf = (found: readonly Found[]): object[] => {
  const items: { heading: Heading | null; item: object[] }[] = []
  for (const { question, heading } of found) {
    const last = items.at(-1)
    if (heading && last?.heading === heading) last.item.push(question)
    else items.push({ heading, item: [question] })
  }
  const known = new Map<string, number>()
  return items.flatMap(({ heading, item }) => {
    if (!heading) return item
    const nth = (known.get(heading.linkId) ?? 0) + 1
    known.set(heading.linkId, nth)
    const { linkId, ...text } = heading
    return [{ ...text, linkId: nth === 1 ? linkId : `${linkId}.part-${nth}`, type: 'group', item }]
  })
}

/** Reads the Questionnaire of another system; all of it, or nothing with the reason. */
export const readQuestionnaire = (json: string): Result<Template, TemplateFault> => {
  if (json.length > mostTemplateBytes) return refused({ code: 'too-large' })
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return refused({ code: 'not-json' })
  }
  const any = v.safeParse(anyQuestionnaire, parsed)
  if (!any.success) return refused({ code: 'not-a-questionnaire' })
  try {
    const found = foundIn(any.output.item, null, undefined)
    if (found.length === 0) return refused({ code: 'empty' })
    if (found.length > mostQuestions) return refused({ code: 'too-many' })
    // Address, version and status are those of the department that takes it.
    const own = { url: 'https://import.invalid', version: '1', status: 'active', subjectType: ['Patient'] }
    const named = { title: 'Fragebogen', ...any.output, ...own, item: itemsOf(found) }
    const read = v.safeParse(questionnaireShape, named)
    if (!read.success) return refused({ code: 'not-a-questionnaire' })
    const { title, questions } = templateOf(read.output)
    const whole = questions.map(({ when: _, ...question }, at) => {
      const when = found[at]?.when
      return when ? { ...question, when } : question
    })
    const strange = unfollowed(whole)
    if (strange) throw new Unshown({ text: strange.text.de }, 'condition')
    return ok({ title, questions: whole })
  } catch (error) {
    if (error instanceof Unshown) return refused(error.fault)
    throw error
  }
}
