import { expect, it } from 'vitest'
import { csvOf } from './csv.ts'

it('is read by a spreadsheet as it was meant, and holds no formula', async () => {
  const text = await csvOf([
    ['Tag', 'Gespräche'],
    ['2026-11-29', 3],
    ['=1+1', null],
    ['a;"b"', -2],
  ]).text()
  expect(text.split('\r\n')).toEqual(['Tag;Gespräche', '2026-11-29;3', "'=1+1;", '"a;""b""";-2', ''])
})
