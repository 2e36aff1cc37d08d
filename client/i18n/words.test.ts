import { expect, it } from 'vitest'

type Leaf = { path: string; text: string }

const isGroup = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const leavesOf = (value: unknown, path: string): Leaf[] => {
  if (typeof value === 'string') return [{ path, text: value }]
  return isGroup(value) ? Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${path}.${name}`)) : []
}

const modules = import.meta.glob<Record<string, unknown>>(['./words/*.ts', '!./words/*.test.ts'], { eager: true })
const domains = Object.values(modules)
  .flatMap((module) => Object.entries(module))
  .filter(([, words]) => isGroup(words) && 'de' in words && 'en' in words) as [string, { de: object; en: object }][]

it.each(domains)('%s says each sentence in the words of its language', (name, { de, en }) => {
  const german = leavesOf(de, name)
  const english = new Map(leavesOf(en, name).map(({ path, text }) => [path, text]))
  expect(german.map(({ path }) => path).toSorted()).toEqual([...english.keys()].toSorted())
  // Single words and names may be the same in both.
  const same = german.filter(({ path, text }) => text.split(' ').length > 2 && english.get(path) === text)
  expect(same).toEqual([])
  for (const { path, text } of german) {
    expect(text, path).not.toBe('')
    expect(english.get(path), path).not.toBe('')
  }
})
