import { describe, expect, it } from 'vitest'
import { type DecisionFacts, decide } from './decision.ts'

const good: DecisionFacts = { list: 'listed', status: 'active', service: 'calls', direction: 'to-us', isWelcome: true }
const said = (facts: Partial<DecisionFacts>) => {
  const { isAllowed, rules } = decide({ ...good, ...facts })
  return [isAllowed, ...rules.map(({ rule, verdict, reason }) => `${rule} ${verdict}: ${reason}`)]
}

describe('what would happen if', () => {
  it('is allowed by the list and the partnership, and names both', () => {
    expect(said({})).toEqual([true, 'federation-list allows: listed', 'partnership allows: active'])
    expect(said({ list: 'no-subscription' })[0]).toBe(true)
  })

  it('is refused by the first rule that says so, and asks no other', () => {
    expect(said({ list: 'not-listed' })).toEqual([
      false,
      'federation-list refuses: not-listed',
      'partnership not-asked: active',
    ])
    for (const list of ['list-ended', 'no-list'] as const) expect(said({ list })[0]).toBe(false)
    for (const status of ['proposed', 'suspended', 'ended'] as const)
      expect(said({ status })).toEqual([false, 'federation-list allows: listed', `partnership refuses: ${status}`])
    expect(said({ status: null }).at(-1)).toBe('partnership refuses: none')
  })

  it('asks for a message also whom accounts let write that have decided nothing', () => {
    expect(said({ service: 'messages', isWelcome: false })).toEqual([
      false,
      'federation-list allows: listed',
      'partnership allows: active',
      'permission refuses: default-refuses',
    ])
    expect(said({ service: 'messages' }).at(-1)).toBe('permission allows: default-allows')
    expect(said({ service: 'messages', direction: 'from-us', isWelcome: false })[0]).toBe(true)
    expect(said({ service: 'consults', isWelcome: false })[0]).toBe(true)
  })
})
