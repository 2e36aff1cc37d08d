import { describe, expect, it } from 'vitest'
import { moved, newOption, newQuestion, questionFaults } from './template-draft.ts'

describe('the questions of a department as they are typed', () => {
  it.each<[number, -1 | 1, string]>([
    [0, 1, 'bac'],
    [2, -1, 'acb'],
    [0, -1, 'abc'],
    [2, 1, 'abc'],
  ])('moving the one at %i by %i gives %s', (at, by, expected) => {
    expect(moved([...'abc'], at, by).join('')).toBe(expected)
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
