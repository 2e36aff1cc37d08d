import { describe, expect, it } from 'vitest'
import { type DecisionFacts, decide } from './decision.ts'
import type { PartnerService } from './limits.ts'

const good: DecisionFacts = {
  list: 'listed',
  status: 'active',
  limits: { limits: null, theirLimits: null },
  now: 1_000,
  service: 'teleconsult',
  direction: 'to-us',
  isWelcome: true,
}
const said = (facts: Partial<DecisionFacts>) => {
  const { isAllowed, rules } = decide({ ...good, ...facts })
  return [isAllowed, ...rules.map(({ rule, verdict, reason }) => `${rule} ${verdict}: ${reason}`)]
}

describe('what would happen if', () => {
  it('is allowed by the list and the partnership, and names both', () => {
    expect(said({})).toEqual([
      true,
      'federation-list allows: listed',
      'partnership allows: active',
      'limits allows: within',
    ])
    expect(said({ list: 'no-subscription' })[0]).toBe(true)
  })

  it('is refused by the first rule that says so, and asks no other', () => {
    expect(said({ list: 'not-listed' })).toEqual([
      false,
      'federation-list refuses: not-listed',
      'partnership not-asked: active',
      'limits not-asked: within',
    ])
    for (const list of ['list-ended', 'no-list'] as const) expect(said({ list })[0]).toBe(false)
    for (const status of ['proposed', 'suspended', 'ended'] as const)
      expect(said({ status })).toEqual([
        false,
        'federation-list allows: listed',
        `partnership refuses: ${status}`,
        'limits not-asked: within',
      ])
    expect(said({ status: null })).toContain('partnership refuses: none')
  })

  it('is refused by the limits of the side that has set them, or because their time has run out', () => {
    const only = (services: PartnerService[], until: number | null = null) => ({ services, until })
    const limits = (ours: object | null, theirs: object | null) =>
      ({ limits: ours, theirLimits: theirs }) as DecisionFacts['limits']
    expect(said({ limits: limits(only(['messaging']), null) }).at(-1)).toBe('limits refuses: not-ours')
    expect(said({ limits: limits(null, only(['messaging'])) }).at(-1)).toBe('limits refuses: not-theirs')
    expect(said({ limits: limits(only(['teleconsult'], 1_000), null) }).at(-1)).toBe('limits refuses: over')
    expect(said({ limits: limits(only(['teleconsult'], 1_001), only(['teleconsult'])) })[0]).toBe(true)
  })

  it('asks for a message also whom accounts let write that have decided nothing', () => {
    expect(said({ service: 'messaging', isWelcome: false })).toEqual([
      false,
      'federation-list allows: listed',
      'partnership allows: active',
      'limits allows: within',
      'permission refuses: default-refuses',
    ])
    expect(said({ service: 'messaging' }).at(-1)).toBe('permission allows: default-allows')
    expect(said({ service: 'messaging', direction: 'from-us', isWelcome: false })[0]).toBe(true)
    expect(said({ service: 'consults', isWelcome: false })[0]).toBe(true)
  })
})
