import * as v from 'valibot'
import { ok, type Result, refused } from '../result.ts'
import { itemTypes, mostQuestions, questionnaire, type Template, templateOf } from './questionnaire.ts'

/** `unsupported`: it would ask something else than was meant, so nothing of it is taken; `about` names the question. */
export type TemplateFault = {
  code: 'too-large' | 'not-json' | 'not-a-questionnaire' | 'empty' | 'too-many' | 'unsupported'
  about?: string
}

export const mostTemplateBytes = 512 * 1024

const anyItem = v.looseObject({
  type: v.optional(v.string()),
  text: v.optional(v.string()),
  linkId: v.optional(v.string()),
})
const anyQuestionnaire = v.looseObject({
  resourceType: v.literal('Questionnaire'),
  item: v.optional(v.array(anyItem), []),
})
type AnyItem = v.InferOutput<typeof anyItem>

const types: readonly string[] = itemTypes
/** What changes when or how often a question is asked, or what may be answered. */
const changing = ['enableWhen', 'answerValueSet', 'initial', 'maxLength']
const isHelp = (one: unknown) => v.is(v.looseObject({ type: v.literal('display') }), one)

const isSupported = (one: AnyItem): boolean => {
  const { type = '', item: within = [], repeats = false } = one
  const isPlain = types.includes(type) && repeats === false && changing.every((name) => !(name in one))
  return isPlain && Array.isArray(within) && within.length <= 1 && within.every(isHelp)
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
  const { item } = any.output
  if (item.length === 0) return refused({ code: 'empty' })
  if (item.length > mostQuestions) return refused({ code: 'too-many' })
  const strange = item.find((one) => !isSupported(one))
  if (strange) return refused({ code: 'unsupported', about: (strange.text ?? strange.linkId ?? '').slice(0, 100) })
  // Address, version and status are those of the department that takes it.
  const own = { url: 'https://import.invalid', version: '1', status: 'active', subjectType: ['Patient'] }
  const named = { title: 'Fragebogen', ...any.output, ...own }
  const read = v.safeParse(questionnaire, named)
  return read.success ? ok(templateOf(read.output)) : refused({ code: 'not-a-questionnaire' })
}
