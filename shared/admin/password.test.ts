import { expect, test } from 'vitest'
import { makePassword } from './password.ts'

test('a password has four groups of four, whatever the bytes are', () => {
  const made = makePassword((count) => Uint8Array.from({ length: count }, (_, at) => (at * 37) % 256))
  expect(made).toMatch(/^(?:[a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/)
})

test('a byte that would make some letters likelier is left out', () => {
  const made = makePassword((count) => Uint8Array.from({ length: count }, (_, at) => (at % 2 === 0 ? 255 : 0)))
  expect(made).toBe('aaaa-aaaa-aaaa-aaaa')
})
