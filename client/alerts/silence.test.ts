import { expect, it } from 'vitest'
import { isSilenced } from './silence.ts'

it.each([
  ['urgent', 'urgent', true],
  ['stat', 'urgent', true],
  ['urgent', 'stat', false],
  [null, 'stat', false],
  ['stat', null, false],
] as const)('switched off while %s rang, %s is silent: %s', (at, loudest, silent) => {
  expect(isSilenced(at, loudest)).toBe(silent)
})
