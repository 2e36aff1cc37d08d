import { describe, expect, it } from 'vitest'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { sendFaults } from '../../matrix/types.ts'
import { unsentReason } from './unsent-reason.ts'

describe('the reason why a message was not sent', () => {
  it.each(sendFaults)('has a sentence of its own for %s', (fault) => {
    expect(unsentReason(conversationWords.de, fault)).not.toContain(fault)
  })

  it('names the code when we know no better, so that support can help', () => {
    expect(unsentReason(conversationWords.de, 'internal')).toContain('internal')
    expect(unsentReason(conversationWords.de, null)).toContain('internal')
  })
})
