import { expect, test } from 'vitest'
import { textOf } from './text.ts'

test('text of today, of old Windows programs and in two bytes a character is read', () => {
  expect(textOf(new TextEncoder().encode('Grüße'))).toBe('Grüße')
  expect(textOf(new Uint8Array([0x47, 0x72, 0xfc, 0xdf, 0x65]))).toBe('Grüße')
  expect(textOf(new Uint8Array([0xff, 0xfe, 0x47, 0x00, 0xfc, 0x00]))).toBe('Gü')
})

test('a character that is cut at the end does not turn the whole text into signs', () => {
  expect(textOf(new TextEncoder().encode('Größe ü').slice(0, -1))).toBe('Größe ')
})
