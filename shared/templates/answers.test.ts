import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { answerFaults, answersOf, questionnaireResponse, responseOf, stillFitting } from './answers.ts'
import { askedNow } from './conditions.ts'
import type { Answers, Question, QuestionKind } from './question.ts'
import { questionnaireOf } from './questionnaire.ts'

const ask = (linkId: string, kind: QuestionKind, change: Partial<Question> = {}): Question => ({
  linkId,
  kind,
  text: { de: `Frage ${linkId}`, en: `Question ${linkId}` },
  help: { de: '', en: '' },
  isRequired: false,
  unit: '',
  options: [],
  ...change,
})
const questions = [
  ask('yes', 'boolean'),
  ask('side', 'choice', { options: [{ code: 'l', text: { de: 'links', en: 'left' } }], isRequired: true }),
  ask('line', 'string'),
  ask('long', 'text'),
  ask('count', 'integer'),
  ask('share', 'decimal'),
  ask('rate', 'integer', { unit: '/min' }),
  ask('day', 'date'),
]
const asked = questionnaireOf(
  { title: { de: 'Fragen', en: '' }, questions },
  { url: 'https://sued.localhost/fhir/Questionnaire/kardiologie', version: '7' },
)
const all: Answers = {
  yes: 'false',
  side: 'l',
  line: ' seit gestern ',
  long: 'Zeile 1\nZeile 2',
  count: '3',
  share: '1,5',
  rate: '72',
  day: '2026-11-24',
}
const now = Date.UTC(2026, 10, 24)
const words = {
  yes: 'Ja',
  no: 'Nein',
  number: (value: number) => String(value).replace('.', ','),
  day: () => '24.11.2026',
}

describe('answers to the questions of a department', () => {
  it('become a QuestionnaireResponse that names the version and can be read without it, in both languages', () => {
    expect(answerFaults(questions, all)).toEqual({})
    const response = v.parse(questionnaireResponse, JSON.parse(JSON.stringify(responseOf(asked, all, now))))
    expect(response.questionnaire).toBe('https://sued.localhost/fhir/Questionnaire/kardiologie|7')
    expect(response).toMatchSnapshot()
    expect(answersOf(response, 'de', words)).toEqual([
      ['Frage yes', 'Nein'],
      ['Frage side', 'links'],
      ['Frage line', 'seit gestern'],
      ['Frage long', 'Zeile 1\nZeile 2'],
      ['Frage count', '3'],
      ['Frage share', '1,5'],
      ['Frage rate', '72 /min'],
      ['Frage day', '24.11.2026'],
    ])
    expect(answersOf(response, 'en', words)[1]).toEqual(['Question side', 'left'])
  })

  it('may be left out where nothing is required, and then nothing is sent', () => {
    expect(responseOf(asked, { line: ' ' }, now)).toBeNull()
  })

  it.each<[Answers, object]>([
    [{}, { side: 'missing' }],
    [{ side: 'r' }, { side: 'not-offered' }],
    [{ yes: 'vielleicht' }, { side: 'missing', yes: 'not-offered' }],
    [{ side: 'l', count: '3,5' }, { count: 'not-whole' }],
    [{ side: 'l', count: '3x' }, { count: 'not-a-number' }],
    [{ side: 'l', share: '1.234,5' }, { share: 'not-a-number' }],
    [{ side: 'l', day: '31.12.2026' }, { day: 'not-a-date' }],
    [{ side: 'l', day: '2026-02-31' }, { day: 'not-a-date' }],
    [{ side: 'l', line: 'x'.repeat(201) }, { line: 'too-long' }],
  ])('%j has the faults %j', (answers, faults) => {
    expect(answerFaults(questions, answers)).toEqual(faults)
  })

  describe('where some are asked only then', () => {
    const only = (operator: '=' | '!=' | 'exists', question: string, answer: string): Partial<Question> => ({
      when: { isAny: false, tests: [{ question, operator, answer }] },
      isRequired: true,
    })
    const group = { linkId: 'more', text: { de: 'Mehr', en: 'More' } }
    const conditional = [
      ask('yes', 'boolean'),
      ask('count', 'decimal'),
      ask('why', 'string', { ...only('=', 'yes', 'true'), group }),
      ask('how', 'string', { ...only('exists', 'why', 'true'), group }),
      ask('few', 'string', { ...only('!=', 'count', '3'), isRequired: false }),
    ]
    const nowAsked = (answers: Answers) => askedNow(conditional, answers).map(({ linkId }) => linkId)

    it.each<[Answers, string[]]>([
      [{}, ['few']],
      [{ yes: 'false', count: '3,0' }, []],
      [{ yes: 'true' }, ['why', 'few']],
      [{ yes: 'true', why: 'so' }, ['why', 'how', 'few']],
      // What was typed before it was not asked any more counts as not answered.
      [{ yes: 'false', why: 'so' }, ['few']],
    ])('with %j it is %j', (answers, expected) => {
      expect(nowAsked(answers)).toEqual(['yes', 'count', ...expected])
    })

    it('only those must be answered and are sent, under their heading', () => {
      expect(answerFaults(conditional, { yes: 'false', why: 'so' })).toEqual({})
      expect(answerFaults(conditional, { yes: 'true' })).toEqual({ why: 'missing' })
      const form = questionnaireOf({ title: { de: 'Fragen', en: '' }, questions: conditional }, asked)
      expect(responseOf(form, { yes: 'false', why: 'so' }, now)?.item.map(({ linkId }) => linkId)).toEqual(['yes'])
      const response = v.parse(questionnaireResponse, responseOf(form, { yes: 'true', why: 'so', how: 'oft' }, now))
      expect(response.item[1]).toMatchObject({
        linkId: 'more',
        text: 'Mehr',
        item: [{ linkId: 'why' }, { linkId: 'how' }],
      })
      expect(answersOf(response, 'en', words)).toEqual([
        ['Question yes', 'Ja'],
        ['More: Question why', 'so'],
        ['More: Question how', 'oft'],
      ])
    })
  })

  it('stay where they fit when the department has changed its questions', () => {
    const changed = [ask('side', 'string'), ask('count', 'boolean'), ask('new', 'string', { isRequired: true })]
    expect(stillFitting(changed, all)).toEqual({ side: 'l' })
  })
})
