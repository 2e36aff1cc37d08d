import { expect, test } from 'vitest'
import { trustOfAll } from './call-trust.ts'

test('the sign says of everybody what is true of the least trusted', () => {
  expect(trustOfAll(['verified', 'verified'])).toBe('verified')
  expect(trustOfAll(['verified', 'signed'])).toBe('signed')
  expect(trustOfAll(['verified', 'signed', 'unsigned'])).toBe('unsigned')
})

test('the sign promises nothing before everybody is known', () => {
  expect(trustOfAll([])).toBeNull()
  expect(trustOfAll(['verified', undefined])).toBeNull()
  expect(trustOfAll(['unsigned', undefined])).toBe('unsigned')
})
