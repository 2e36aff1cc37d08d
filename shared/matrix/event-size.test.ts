import { expect, it } from 'vitest'
import { excessOf, fitsEvent } from './event-size.ts'

/** What Matrix makes of a content: Base64 of its UTF-8, in an event of at most 64 KiB with all that stands beside it. */
const encryptedBytes = (content: object) =>
  Math.ceil(Buffer.byteLength(JSON.stringify(content), 'utf8') / 3) * 4 + 4_000

it.each(['x', 'ä', '心', '🫀', '"', '\n'])(
  'takes of %j no more than an event can hold once it is encrypted, and says what is too much',
  (sign) => {
    for (const count of [100, 5_000, 14_000, 21_000, 43_000, 60_000]) {
      const content = { text: sign.repeat(count) }
      if (fitsEvent(content)) expect(encryptedBytes(content)).toBeLessThan(65_536)
      expect(excessOf(content) === 0).toBe(fitsEvent(content))
    }
    expect(fitsEvent({ text: sign.repeat(100) })).toBe(true)
    expect(fitsEvent({ text: sign.repeat(60_000) })).toBe(false)
  },
)
