import * as v from 'valibot'
import { conditionOf, enableBehavior, enabledOf, enableWhen, unfollowed } from './conditions.ts'
import { type Question, type QuestionKind, type Section, sectionsOf, type Template, type Words } from './question.ts'
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
    enableWhen: optional(v.pipe(v.array(enableWhen), v.maxLength(10))),
    enableBehavior: optional(enableBehavior),
  }),
)
/** A heading over questions that belong together. */
const group = shallow(
  v.object({
    linkId: code,
    type: v.literal('group'),
    text: line(300),
    _text: optional(translated),
    item: v.pipe(v.array(item), v.minLength(1)),
  }),
)

/** All that one look at each of the questions can tell; see `questionnaire`. */
export const questionnaireShape = v.object({
  resourceType: v.literal('Questionnaire'),
  url: v.pipe(v.string(), v.url(), v.maxLength(300)),
  /** Grows by one with each change: an answer says which one it answers. */
  version: v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/)),
  status: v.literal('active'),
  title: line(200),
  _title: optional(translated),
  subjectType: v.tuple([v.literal('Patient')]),
  item: v.pipe(
    v.array(v.union([item, group])),
    v.minLength(1),
    v.check((items) => items.flatMap(itemsOf).length <= mostQuestions, 'too many questions'),
    v.check((items) => {
      const ids = items.flatMap((one) => [one, ...(one.type === 'group' ? one.item : [])]).map(({ linkId }) => linkId)
      return new Set(ids).size === ids.length
    }, 'a question twice'),
    v.check(
      (items) => items.flatMap(itemsOf).every((one) => one.type !== 'choice' || optionsOf(one, '').length > 0),
      'nothing to choose',
    ),
  ),
})
export type Questionnaire = v.InferOutput<typeof questionnaireShape>
export const questionnaire: v.GenericSchema<Questionnaire> = v.pipe(
  questionnaireShape,
  v.check((whole) => unfollowed(templateOf(whole).questions) === null, 'a condition that cannot be followed'),
)
type Item = v.InferOutput<typeof item>
type Group = v.InferOutput<typeof group>
const itemsOf = (one: Item | Group): Item[] => (one.type === 'group' ? one.item : [one])

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

const questionOf = (one: Item, url: string, within: Group | null): Question => {
  const unit = (valueAt(one.extension, urls.unitOption) ?? valueAt(one.extension, urls.unit))?.valueCoding
  const [more] = one.item ?? []
  const when = conditionOf(one)
  return {
    linkId: one.linkId,
    kind: kindOf(one),
    text: wordsOf(one.text, one._text),
    help: more ? wordsOf(more.text, more._text) : { de: '', en: '' },
    isRequired: one.required ?? false,
    unit: unit?.display ?? unit?.code ?? '',
    options: optionsOf(one, url),
    ...(within ? { group: { linkId: within.linkId, text: wordsOf(within.text, within._text) } } : {}),
    ...(when ? { when } : {}),
  }
}
export const templateOf = (from: Questionnaire): Template => ({
  title: wordsOf(from.title, from._title),
  questions: from.item.flatMap((one) =>
    itemsOf(one).map((within) => questionOf(within, from.url, one.type === 'group' ? one : null)),
  ),
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

const itemOf = (question: Question, url: string, all: readonly Question[]): Item => ({
  linkId: question.linkId,
  ...textOf(question.text),
  ...typeOf(question),
  ...enabledOf(
    question.when,
    all,
    (asked, chosen) => asked?.options.find((option) => option.code === chosen)?.system ?? ownSystem(url),
  ),
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

const sectionOf = ({ group: heading, questions }: Section, url: string, all: readonly Question[]): (Item | Group)[] => {
  const items = questions.map((question) => itemOf(question, url, all))
  return heading ? [{ linkId: heading.linkId, type: 'group', ...textOf(heading.text), item: items }] : items
}

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
    item: sectionsOf(questions).flatMap((section) => sectionOf(section, url, questions)),
  }
}
