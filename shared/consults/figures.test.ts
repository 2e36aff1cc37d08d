import { expect, it } from 'vitest'
import { type FigureRow, figuresOf, median } from './figures.ts'

it.each([
  [[], null],
  [[3], 3],
  [[9, 1], 5],
  [[9, 1, 2], 2],
])('the middle of %j is %j', (values, middle) => {
  expect(median(values)).toBe(middle)
})

it('counts what became of the consults of a department, and how soon', () => {
  const row: FigureRow = { askedAt: 100, acceptedAt: null, answeredAt: null, escalations: 0, end: null }
  expect(
    figuresOf([
      row,
      { ...row, end: 'answered', acceptedAt: 110, answeredAt: 200 },
      { ...row, acceptedAt: 130, escalations: 1 },
      { ...row, end: 'declined' },
      { ...row, end: 'silent', escalations: 3 },
    ]),
  ).toEqual({
    ...{ asked: 5, accepted: 2, answered: 1, declined: 1, failed: 1, escalations: 4 },
    ...{ acceptMs: 20, answerMs: 100 },
  })
})
