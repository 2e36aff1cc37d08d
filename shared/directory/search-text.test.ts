import { describe, expect, it } from 'vitest'
import { searchText, searchWords } from './search-text.ts'

const finds = (typed: string, ...texts: string[]) => {
  const text = searchText(texts, 'cardiology')
  return searchWords(typed).every((word) => text.includes(word))
}

describe('the directory', () => {
  it.each([
    ['Müller', 'Dr. Anna Mueller'],
    ['mueller', 'Dr. Anna Müller'],
    ['MULLER', 'Dr. Anna Müller'],
    ['Groß', 'Karl Gross'],
    ['michae', 'Michael Weiß'],
    ['weiss micha', 'Michael Weiß'],
    ['Kardio', 'Michael Weiß'],
    ['cardiology', 'Michael Weiß'],
    ['oberärztin', 'Jana Roth', 'Oberärztin'],
    ['schmidt-maier', 'Eva Schmidt-Maier'],
    ['', 'Eva Schmidt-Maier'],
  ])('finds %j', (typed, ...texts) => {
    expect(finds(typed, ...texts)).toBe(true)
  })

  it.each([
    ['Meier', 'Anna Müller'],
    ['Müller Neurologie', 'Anna Müller'],
  ])('does not find %j', (typed, ...texts) => {
    expect(finds(typed, ...texts)).toBe(false)
  })
})
