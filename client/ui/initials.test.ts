import { expect, it } from 'vitest'
import { hueOf, initialsOf } from './initials.ts'

it.each([
  ['Prof. Dr. med. Jana Weber', 'JW'],
  ['PD Dr. Ömer Çelik', 'ÖÇ'],
  ['Anna Maria von der Heide', 'AH'],
  ['cardio', 'C'],
  ['Dr.', 'D'],
  ['李 小龙', '李小'],
  ['  ', '?'],
  ['🙂', '?'],
])('"%s" is %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

it('gives a name the same ground everywhere, one of six', () => {
  expect(hueOf('Jana Weber')).toBe(hueOf('Jana Weber'))
  const names = Array.from({ length: 200 }, (_, at) => `Person ${at}`)
  expect([...new Set(names.map(hueOf))].sort()).toEqual([0, 1, 2, 3, 4, 5])
})
