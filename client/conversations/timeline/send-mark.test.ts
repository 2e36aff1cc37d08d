import { describe, expect, it } from 'vitest'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { isSaid, sendSentence, sendWord } from './send-mark.ts'

describe('the state of an own message', () => {
  it.each([
    ['waiting', [], 'Wartet'],
    ['sending', [], 'Wird gesendet'],
    ['sent', [], 'Gesendet'],
    ['delivered', [], 'In der Partnerklinik angekommen'],
    ['read', ['Dr. Jana Roth', 'Jan Weiß'], 'Gelesen von Dr. Jana Roth, Jan Weiß'],
    ['read', [], 'Gelesen'],
    ['failed', [], 'Nicht gesendet'],
  ] as const)('%s, read by %j, is said as %j', (state, readers, sentence) => {
    expect(sendSentence(conversationWords.de, state, [...readers])).toBe(sentence)
  })

  it('of several says how many have read it, until all have', () => {
    const word = (readers: number, others: number) => sendWord(conversationWords.de, 'read', readers, others)
    expect([word(1, 1), word(1, 2), word(2, 2)]).toEqual(['Gelesen', 'Gelesen: 1 von 2', 'Gelesen'])
    expect(sendWord(conversationWords.en, 'delivered', 0, 2)).toBe('Arrived at the partner clinic')
  })

  it('is said in words at the newest message and while something is open, and else only drawn', () => {
    expect(isSaid('read', true)).toBe(true)
    expect(isSaid('read', false)).toBe(false)
    expect(isSaid('waiting', false)).toBe(true)
    expect(isSaid('failed', false)).toBe(true)
  })
})
