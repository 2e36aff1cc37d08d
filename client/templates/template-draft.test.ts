import { describe, expect, it } from 'vitest'
import { moved, newOption, newQuestion, questionFaults } from './template-draft.ts'

describe('the questions of a department as they are typed', () => {
  it.each<[number, -1 | 1, string]>([
    [0, 1, 'bac'],
    [2, -1, 'acb'],
    [0, -1, 'abc'],
    [2, 1, 'abc'],
  ])('moving the one at %i by %i gives %s', (at, by, expected) => {
    const all = [...'abc'].map((linkId) => ({ ...newQuestion(), linkId }))
    expect(
      moved(all, at, by)
        .map(({ linkId }) => linkId)
        .join(''),
    ).toBe(expected)
  })

  it('go into a section and out of it before they go past it', () => {
    const group = { linkId: 'g', text: { de: 'Vorgeschichte', en: '' } }
    const all = ['a', 'b', 'c'].map((linkId) => ({ ...newQuestion(), linkId, ...(linkId === 'b' ? { group } : {}) }))
    const said = (questions: ReturnType<typeof moved>) =>
      questions.map((one) => (one.group ? one.linkId.toUpperCase() : one.linkId)).join('')
    const within = moved(all, 0, 1)
    expect([within, moved(within, 0, 1), moved(moved(within, 0, 1), 1, 1)].map(said)).toEqual(['ABc', 'BAc', 'Bac'])
  })

  it('say that a condition looks at what comes later or is gone', () => {
    const text = { de: 'Schmerz?', en: '' }
    const asked = { ...newQuestion(), text, kind: 'boolean' as const }
    const tests = [{ question: asked.linkId, operator: '=' as const, answer: 'true' }]
    const only = { ...newQuestion(), text, when: { isAny: false, tests } }
    expect(questionFaults([asked, only])).toEqual({})
    expect(questionFaults([only, asked])).toEqual({ [only.linkId]: 'condition' })
    expect(questionFaults([only])).toEqual({ [only.linkId]: 'condition' })
  })

  it('say what is missing', () => {
    const text = { de: 'Seit wann?', en: '' }
    const named = { ...newQuestion(), text }
    const choice = { ...newQuestion(), text, kind: 'choice' as const }
    const half = { ...newQuestion(), text, kind: 'choice' as const, options: [newOption()] }
    const whole = { ...newQuestion(), text, kind: 'choice' as const, options: [{ code: 'a', text }] }
    const empty = newQuestion()
    expect(questionFaults([named, choice, half, whole, empty])).toEqual({
      [choice.linkId]: 'options',
      [half.linkId]: 'options',
      [empty.linkId]: 'text',
    })
  })
})
