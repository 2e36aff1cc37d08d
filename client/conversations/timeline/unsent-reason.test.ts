import { describe, expect, it } from 'vitest'
import { languages } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { sendFaults } from '../../matrix/types.ts'
import { unsentReason } from './unsent-reason.ts'

const refusals = [
  ...sendFaults,
  'not-allowed',
  'not-a-member',
  'not-found',
  'rate-limited',
  'too-large',
  'partner-unknown',
  'partner-suspended',
]

describe.each(languages)('the reason why a message was not sent (%s)', (language) => {
  const words = conversationWords[language]

  it.each([...refusals, 'deletion-too-late'])('is a sentence of its own for %s, with what to do', (reason) => {
    expect(unsentReason(words, reason)).not.toContain(reason)
    // What happened, and what to do about it.
    expect(unsentReason(words, reason)).toMatch(/^[A-Z].*[.:] [A-Z].*\.$/u)
  })

  it('names the code when we know no better, so that support can help', () => {
    expect(unsentReason(words, 'internal')).toContain('internal')
    expect(unsentReason(words, null)).toContain('internal')
  })
})
