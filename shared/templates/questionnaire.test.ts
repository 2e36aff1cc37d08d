import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { Question, Template } from './question.ts'
import { questionnaire, questionnaireOf, templateOf } from './questionnaire.ts'
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
const group = { linkId: 'history', text: { de: 'Vorgeschichte', en: 'History' } }
const onlyIf = (asked: string, answer: string): Question['when'] => ({
  isAny: false,
  tests: [{ question: asked, operator: '=', answer }],
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
      question({ linkId: 'f', group, when: { isAny: false, tests: [{ question: 'e', operator: '=', answer: 'x' }] } }),
      question({
        linkId: 'g',
        kind: 'boolean',
        group,
        when: {
          isAny: true,
          tests: [
            { question: 'd', operator: '!=', answer: '3' },
            { question: 'b', operator: 'exists', answer: 'false' },
          ],
        },
      }),
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
    ['a condition on what is not asked before', [question({ when: onlyIf('b', 'ja') }), question({ linkId: 'b' })]],
    [
      'a condition on an answer that nobody can give',
      [
        question({ kind: 'choice', options: [{ code: 'l', text: { de: 'links', en: '' } }] }),
        question({ linkId: 'b', when: onlyIf('a', 'r') }),
      ],
    ],
    ['a heading twice', [question({ group }), question({ linkId: 'b' }), question({ linkId: 'c', group })]],
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

  it('is taken with its groups and conditions: a condition of a group is that of each of its questions', () => {
    const when = (question: string, answer: object) => [{ question, operator: '=', ...answer }]
    const read = readQuestionnaire(
      jsonOf({
        item: [
          { linkId: 'pain', text: 'Schmerz?', type: 'boolean' },
          {
            linkId: 'more',
            text: 'Schmerz',
            type: 'group',
            enableWhen: when('pain', { answerBoolean: true }),
            item: [
              { linkId: 'where', text: 'Wo?', type: 'choice', answerOption: [{ valueCoding: { code: 'l' } }] },
              {
                linkId: 'course',
                text: 'Verlauf',
                type: 'group',
                item: [
                  {
                    linkId: 'since',
                    text: 'Seit wann?',
                    type: 'date',
                    enableWhen: when('where', { answerCoding: { system: 'https://example.org', code: 'l' } }),
                  },
                ],
              },
              { linkId: 'strength', text: 'Stärke', type: 'integer' },
            ],
          },
          { linkId: 'plain', type: 'group', item: [{ linkId: 'last', text: 'Sonst?', type: 'string' }] },
        ],
      }),
    )
    const said = read.ok && read.value.questions.map((one) => [one.linkId, one.group?.text.de, one.when?.tests.length])
    expect(said).toEqual([
      ['pain', undefined, undefined],
      ['where', 'Schmerz', 1],
      ['since', 'Schmerz: Verlauf', 2],
      ['strength', 'Schmerz', 1],
      ['last', undefined, undefined],
    ])
    expect(read.ok && v.is(questionnaire, questionnaireOf(read.value, about))).toBe(true)
  })

  it('is refused where two conditions cannot be one', () => {
    const any = {
      enableBehavior: 'any',
      enableWhen: [1, 2].map((one) => ({ question: 'a', operator: '=', answerInteger: one })),
    }
    const json = jsonOf({
      item: [
        { linkId: 'a', text: 'Anzahl', type: 'integer' },
        {
          linkId: 'g',
          text: 'Dazu',
          type: 'group',
          ...any,
          item: [{ linkId: 'b', text: 'Was?', type: 'string', ...any }],
        },
      ],
    })
    expect(readQuestionnaire(json)).toEqual({
      ok: false,
      error: { code: 'unsupported', about: 'Was?', why: 'condition' },
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
    [jsonOf({}, { type: 'group', item: [] }), 'empty', {}],
    ...(
      [
        [{ type: 'attachment' }, 'type'],
        [{ repeats: true }, 'repeats'],
        [{ type: 'group', repeats: true }, 'repeats'],
        [{ item: [{ linkId: '2', text: 'Wie lange?', type: 'string' }] }, 'nested'],
        [{ answerValueSet: 'https://example.org/vs' }, 'value-set'],
        [{ initial: [{ valueString: 'gestern' }] }, 'initial'],
        [{ maxLength: 10 }, 'max-length'],
        [{ enableWhen: [{ question: '1', operator: '>', answerInteger: 3 }] }, 'condition'],
        [{ enableWhen: [{ question: 'later', operator: 'exists', answerBoolean: true }] }, 'condition'],
        [{ enableWhen: 'always' }, 'condition'],
      ] as const
    ).map(([item, why]): [string, string, object] => [jsonOf({}, item), 'unsupported', { about: 'Seit wann?', why }]),
    [jsonOf({}, { text: 'x'.repeat(301) }), 'not-a-questionnaire', {}],
    [' '.repeat(600_000), 'too-large', {}],
  ])('%.60s… is refused: %s', (json, code, about) => {
    expect(readQuestionnaire(json)).toEqual({ ok: false, error: { code, ...about } })
  })
})
