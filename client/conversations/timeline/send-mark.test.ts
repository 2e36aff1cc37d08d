import { describe, expect, it } from 'vitest'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { isSaid, sendSentence } from './send-mark.ts'

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

  it('is said in words at the newest message and while something is open, and else only drawn', () => {
    expect(isSaid('read', true)).toBe(true)
    expect(isSaid('read', false)).toBe(false)
    expect(isSaid('waiting', false)).toBe(true)
    expect(isSaid('failed', false)).toBe(true)
  })
})
