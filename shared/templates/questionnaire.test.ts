import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type Question, questionnaire, questionnaireOf, type Template, templateOf } from './questionnaire.ts'
import { readQuestionnaire } from './read-questionnaire.ts'
import { shippedTemplates } from './shipped.ts'

const about = { url: 'https://sued.localhost/fhir/Questionnaire/kardiologie', version: '3' }
const question = (change: Partial<Question> = {}): Question => ({
  linkId: 'a',
  kind: 'string',
  text: { de: 'Seit wann?', en: 'Since when?' },
  help: { de: '', en: '' },
  isRequired: false,
  unit: '',
  options: [],
  ...change,
})
const templateWith = (...questions: Question[]): Template => ({ title: { de: 'Fragen', en: '' }, questions })
const jsonOf = (change: object = {}, item: object = {}) =>
  JSON.stringify({
    resourceType: 'Questionnaire',
    status: 'draft',
    title: 'Fremdes Formular',
    item: [{ linkId: '1', text: 'Seit wann?', type: 'string', ...item }],
    ...change,
  })

describe('what a department asks', () => {
  it('is the same after it was a FHIR Questionnaire', () => {
    const all = templateWith(
      question({ help: { de: 'Tag', en: 'day' }, isRequired: true }),
      question({ linkId: 'b', kind: 'integer', unit: '/min' }),
      question({ linkId: 'c', kind: 'decimal', unit: 'mg/dl' }),
      question({ linkId: 'd', kind: 'integer' }),
      question({ linkId: 'e', kind: 'choice', options: [{ code: 'x', text: { de: 'links', en: 'left' } }] }),
    )
    const written = questionnaireOf(all, about)
    expect(templateOf(v.parse(questionnaire, written))).toEqual(all)
    expect(written).toMatchSnapshot()
  })

  it.each(shippedTemplates.map((one) => [one.title.de, one] as const))(
    'can begin with the template %s, in both languages',
    (_, template) => {
      const { title, questions } = templateOf(v.parse(questionnaire, questionnaireOf(template, about)))
      expect({ title, questions }).toEqual({ title: template.title, questions: template.questions })
      for (const { text, help, options } of questions)
        for (const said of [text, ...(help.de ? [help] : []), ...options.map((option) => option.text)])
          expect([said.de, said.en.length > 0]).toEqual([said.de, true])
    },
  )

  it.each<[string, Question[]]>([
    ['a question twice', [question(), question()]],
    ['a choice of nothing', [question({ kind: 'choice' })]],
    ['no text', [question({ text: { de: ' ', en: '' } })]],
    ['no question', []],
  ])('is refused with %s', (_, questions) => {
    expect(v.is(questionnaire, questionnaireOf(templateWith(...questions), about))).toBe(false)
  })
})

describe('a Questionnaire of another system', () => {
  it('is taken whole, with units and translations', () => {
    const unit = {
      url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-unit',
      valueCoding: { system: 'http://unitsofmeasure.org', code: 'mg/dL' },
    }
    const read = readQuestionnaire(jsonOf({}, { type: 'decimal', required: true, extension: [unit] }))
    expect(read).toEqual({
      ok: true,
      value: {
        title: { de: 'Fremdes Formular', en: '' },
        questions: [
          question({
            linkId: '1',
            kind: 'decimal',
            unit: 'mg/dL',
            isRequired: true,
            text: { de: 'Seit wann?', en: '' },
          }),
        ],
      },
    })
  })

  it.each<[string, string, object]>([
    ['<xml/>', 'not-json', {}],
    ['[]', 'not-a-questionnaire', {}],
    [jsonOf({ resourceType: 'Patient' }), 'not-a-questionnaire', {}],
    [jsonOf({ item: [] }), 'empty', {}],
    [
      jsonOf({ item: Array.from({ length: 41 }, (_, at) => ({ linkId: `${at}`, text: 'x', type: 'string' })) }),
      'too-many',
      {},
    ],
    [jsonOf({}, { type: 'group', item: [] }), 'unsupported', { about: 'Seit wann?' }],
    [jsonOf({}, { repeats: true }), 'unsupported', { about: 'Seit wann?' }],
    [jsonOf({}, { enableWhen: [] }), 'unsupported', { about: 'Seit wann?' }],
    [
      jsonOf({}, { item: [{ linkId: '2', text: 'Wie lange?', type: 'string' }] }),
      'unsupported',
      { about: 'Seit wann?' },
    ],
    [jsonOf({}, { text: 'x'.repeat(301) }), 'not-a-questionnaire', {}],
    [' '.repeat(600_000), 'too-large', {}],
  ])('%.60s… is refused: %s', (json, code, about) => {
    expect(readQuestionnaire(json)).toEqual({ ok: false, error: { code, ...about } })
  })
})
