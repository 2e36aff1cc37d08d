import * as v from 'valibot'
import { shallow } from './shallow.ts'

/** What a department asks of those who ask it: FHIR R4 Questionnaire, as far as its form can show it. */

export const mostQuestions = 40
const mostOptions = 20

const urls = {
  translation: 'http://hl7.org/fhir/StructureDefinition/translation',
  control: 'http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl',
  unit: 'http://hl7.org/fhir/StructureDefinition/questionnaire-unit',
  unitOption: 'http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption',
  decimalPlaces: 'http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces',
} as const

const line = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most))
const code = v.pipe(v.string(), v.regex(/^[^\s]+(\s[^\s]+)*$/), v.maxLength(64))
const optional = <S extends v.GenericSchema>(schema: S) => v.optional(schema)
const part = v.object({ url: v.string(), valueCode: optional(v.string()), valueString: optional(line(500)) })
export const translated = v.object({
  extension: v.array(v.object({ url: v.string(), extension: optional(v.array(part)) })),
})
type Translated = v.InferOutput<typeof translated>

const coding = shallow(
  v.object({
    system: optional(v.string()),
    code: optional(code),
    display: optional(line(200)),
    _display: optional(translated),
  }),
)
const extension = shallow(
  v.object({
    url: v.string(),
    valueCoding: optional(coding),
    valueInteger: optional(v.pipe(v.number(), v.integer())),
    valueCodeableConcept: optional(v.object({ coding: v.array(coding) })),
  }),
)

const help = shallow(
  v.object({
    linkId: code,
    type: v.literal('display'),
    text: line(500),
    _text: optional(translated),
    extension: optional(v.array(extension)),
  }),
)
export const itemTypes = ['boolean', 'choice', 'string', 'text', 'integer', 'decimal', 'quantity', 'date'] as const
const item = shallow(
  v.object({
    linkId: code,
    type: v.picklist(itemTypes),
    text: line(300),
    _text: optional(translated),
    required: optional(v.boolean()),
    extension: optional(v.array(extension)),
    answerOption: optional(v.pipe(v.array(v.object({ valueCoding: coding })), v.maxLength(mostOptions))),
    item: optional(v.pipe(v.array(help), v.maxLength(1))),
  }),
)

export const questionnaire = v.object({
  resourceType: v.literal('Questionnaire'),
  url: v.pipe(v.string(), v.url(), v.maxLength(300)),
  /** Grows by one with each change: an answer says which one it answers. */
  version: v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/)),
  status: v.literal('active'),
  title: line(200),
  _title: optional(translated),
  subjectType: v.tuple([v.literal('Patient')]),
  item: v.pipe(
    v.array(item),
    v.minLength(1),
    v.maxLength(mostQuestions),
    v.check((items) => new Set(items.map(({ linkId }) => linkId)).size === items.length, 'a question twice'),
    v.check(
      (items) => items.every((one) => one.type !== 'choice' || optionsOf(one, '').length > 0),
      'nothing to choose',
    ),
  ),
})
export type Questionnaire = v.InferOutput<typeof questionnaire>
type Item = v.InferOutput<typeof item>

/** German, and English where a department has written it. */
export type Words = { de: string; en: string }
export const inLanguage = ({ de, en }: Words, language: 'de' | 'en'): string => (language === 'en' && en ? en : de)

export const questionKinds = ['boolean', 'choice', 'string', 'text', 'integer', 'decimal', 'date'] as const
export type QuestionKind = (typeof questionKinds)[number]

/** One question without FHIR's wrapping: what the forms work on. */
export type Question = {
  linkId: string
  kind: QuestionKind
  text: Words
  help: Words
  isRequired: boolean
  /** Of numbers; empty: none. */
  unit: string
  /** Of a choice. */
  options: { code: string; text: Words /** Of the code, where another one gave it. */; system?: string }[]
}
export type Template = { title: Words; questions: Question[] }

const englishOf = (from: Translated | undefined): string => {
  for (const { url, extension: parts = [] } of from?.extension ?? []) {
    const said = (name: string) => parts.find((one) => one.url === name)
    if (url === urls.translation && said('lang')?.valueCode === 'en') return said('content')?.valueString ?? ''
  }
  return ''
}
export const wordsOf = (text: string, from: Translated | undefined): Words => ({ de: text, en: englishOf(from) })

const translation = (en: string): Translated => ({
  extension: [
    {
      url: urls.translation,
      extension: [
        { url: 'lang', valueCode: 'en' },
        { url: 'content', valueString: en.trim() },
      ],
    },
  ],
})
export const textOf = ({ de, en }: Words): { text: string; _text?: Translated } => ({
  text: de.trim(),
  ...(en.trim() ? { _text: translation(en) } : {}),
})
const displayOf = ({ de, en }: Words): { display: string; _display?: Translated } => ({
  display: de.trim(),
  ...(en.trim() ? { _display: translation(en) } : {}),
})
const ownSystem = (url: string): string => `${url}/answer`
export const codingOf = ({ code: chosen, text, system }: Question['options'][number], url: string) => ({
  system: system ?? ownSystem(url),
  code: chosen,
  ...displayOf(text),
})

const optionsOf = ({ answerOption = [] }: Pick<Item, 'answerOption'>, url: string): Question['options'] =>
  answerOption.flatMap(({ valueCoding: { code: chosen, display, _display, system } }) => {
    const called = chosen ?? display
    if (!called) return []
    const isOwn = system === undefined || system === ownSystem(url)
    return [{ code: called, text: wordsOf(display ?? called, _display), ...(isOwn ? {} : { system }) }]
  })

const valueAt = (all: Item['extension'], url: string) => all?.find((one) => one.url === url)

const kindOf = ({ type, extension: all }: Item): QuestionKind => {
  if (type !== 'quantity') return type
  return valueAt(all, urls.decimalPlaces)?.valueInteger === 0 ? 'integer' : 'decimal'
}

const questionOf = (one: Item, url: string): Question => {
  const unit = (valueAt(one.extension, urls.unitOption) ?? valueAt(one.extension, urls.unit))?.valueCoding
  const [more] = one.item ?? []
  return {
    linkId: one.linkId,
    kind: kindOf(one),
    text: wordsOf(one.text, one._text),
    help: more ? wordsOf(more.text, more._text) : { de: '', en: '' },
    isRequired: one.required ?? false,
    unit: unit?.display ?? unit?.code ?? '',
    options: optionsOf(one, url),
  }
}
export const templateOf = (from: Questionnaire): Template => ({
  title: wordsOf(from.title, from._title),
  questions: from.item.map((one) => questionOf(one, from.url)),
})

/** A number with a unit is a quantity, so that an answer says its unit itself. */
const typeOf = ({ kind, unit }: Question): Pick<Item, 'type' | 'extension'> => {
  if (!unit.trim() || (kind !== 'integer' && kind !== 'decimal')) return { type: kind }
  return {
    type: 'quantity',
    extension: [
      { url: urls.unitOption, valueCoding: { display: unit.trim() } },
      ...(kind === 'integer' ? [{ url: urls.decimalPlaces, valueInteger: 0 }] : []),
    ],
  }
}

const itemOf = (question: Question, url: string): Item => ({
  linkId: question.linkId,
  ...textOf(question.text),
  ...typeOf(question),
  required: question.isRequired,
  ...(question.kind === 'choice'
    ? { answerOption: question.options.map((option) => ({ valueCoding: codingOf(option, url) })) }
    : {}),
  ...(question.help.de.trim()
    ? {
        item: [
          {
            linkId: `${question.linkId}.help`,
            type: 'display',
            ...textOf(question.help),
            extension: [
              {
                url: urls.control,
                valueCodeableConcept: {
                  coding: [{ system: 'http://hl7.org/fhir/questionnaire-item-control', code: 'help' }],
                },
              },
            ],
          },
        ],
      }
    : {}),
})

export const questionnaireOf = (
  { title, questions }: Template,
  { url, version }: Pick<Questionnaire, 'url' | 'version'>,
): Questionnaire => {
  const { text, _text } = textOf(title)
  return {
    resourceType: 'Questionnaire',
    url,
    version,
    status: 'active',
    title: text,
    ...(_text ? { _title: _text } : {}),
    subjectType: ['Patient'],
    item: questions.map((question) => itemOf(question, url)),
  }
}
