import { describe, expect, it } from 'vitest'
import { maxMessageBytes, messageBytes, percentTooLong } from './message-length.ts'

describe('the length of a message', () => {
  it('is counted as it travels: two bytes for an umlaut and for a new line', () => {
    expect(messageBytes('aä\n')).toBe(5)
  })

  it('is allowed up to the limit, and then said in percent', () => {
    expect(percentTooLong('a'.repeat(maxMessageBytes))).toBe(0)
    expect(percentTooLong('a'.repeat(maxMessageBytes + 1))).toBe(1)
    expect(percentTooLong('ä'.repeat(maxMessageBytes))).toBe(100)
  })
})
