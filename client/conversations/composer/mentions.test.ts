import { describe, expect, it } from 'vitest'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { callsEverybody, cutAtNames, namingAt, offered, withName } from './mentions.ts'

const person = (id: string, name: string) => ({
  userId: `@${id}:sued.example` as UserId,
  name,
  serverName: serverOf(`@${id}:sued.example` as UserId),
})
const people = [
  person('ida', 'Dr. Ida Müller'),
  person('idamaria', 'Dr. Ida Müller-Maria'),
  person('emil', 'Emil Groß'),
]

it.each([
  ['@alle bitte kommen', true],
  ['Bitte (@all) kommen', true],
  ['@allergisch', false],
  ['an alle', false],
  ['post@alle.example', false],
])('everybody is called by %j: %s', (text, calls) => {
  expect(callsEverybody(text)).toBe(calls)
})

describe('naming somebody', () => {
  it.each([
    ['Frage an @mül', { typed: 'mül', from: 9 }],
    ['@Dr. Ida', { typed: 'Dr. Ida', from: 0 }],
    ['@', { typed: '', from: 0 }],
    ['ida@klinik', null],
    ['keine', null],
    ['@Ida\nweiter', null],
  ])('is seen in "%s"', (text, expected) => {
    expect(namingAt(text, text.length)).toEqual(expected)
  })

  it.each([
    ['mull', ['ida', 'idamaria']],
    ['Ida maria', ['idamaria']],
    ['gro', ['emil']],
    ['x', []],
    ['', ['ida', 'idamaria', 'emil']],
  ])('offers for "%s" who is called so', (typed, expected) => {
    expect(offered(people, typed).map(({ userId }) => userId)).toEqual(expected.map((id) => `@${id}:sued.example`))
  })

  it('puts the whole name in place, and goes on after it', () => {
    expect(withName('An @em bitte', { typed: 'em', from: 3 }, 'Emil Groß')).toEqual({
      text: 'An @Emil Groß bitte',
      caret: 14,
    })
  })
})

it('finds names in a text, the longer one of two', () => {
  expect(cutAtNames('Hallo @Dr. Ida Müller-Maria, und @Emil', people)).toEqual([
    { kind: 'text', text: 'Hallo ' },
    { kind: 'mention', userId: '@idamaria:sued.example', text: '@Dr. Ida Müller-Maria' },
    { kind: 'text', text: ', und @Emil' },
  ])
})
