import { expect, it } from 'vitest'
import { shortCount } from './short-count.ts'

it('a count is shown short', () => {
  expect([1, 99, 100].map(shortCount)).toEqual(['1', '99', '99+'])
})
