import { describe, expect, it } from 'vitest'
import { nothingTyped, type Shortcut, typeKey } from './shortcuts.ts'

const typed = (keys: string, everyMs = 100): (Shortcut | null)[] => {
  let state = nothingTyped
  return [...keys].map((key, at) => {
    const answer = typeKey(state, key, 10_000 + at * everyMs)
    state = answer.typed
    return answer.shortcut
  })
}

describe('a shortcut', () => {
  it.each<[string, (Shortcut | null)[]]>([
    ['?', ['help']],
    ['gm', [null, 'messages']],
    ['gk', [null, 'consults']],
    ['ggk', [null, null, 'consults']],
    ['g?', [null, 'help']],
    ['gxm', [null, null, null]],
    ['m', [null]],
    ['gmk', [null, 'messages', null]],
  ])('typed as %s', (keys, found) => {
    expect(typed(keys)).toEqual(found)
  })

  it('typed slowly is none', () => {
    expect(typed('gm', 2_000)).toEqual([null, null])
  })
})
