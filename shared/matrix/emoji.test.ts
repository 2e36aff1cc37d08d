import { expect, it } from 'vitest'
import { isOneEmoji } from './emoji.ts'

it.each(['👍', '👍🏽', '❤️', '❤', '🇩🇪', '👩‍⚕️', '1️⃣', '✅', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'])('takes one emoji: %s', (emoji) => {
  expect(isOneEmoji(emoji)).toBe(true)
})

it.each(['', '👍👍', 'ok', '👍 ja', '1', '+', 'ä', ' ', '👍​', null, 7])('takes nothing else: %s', (key) => {
  expect(isOneEmoji(key)).toBe(false)
})
