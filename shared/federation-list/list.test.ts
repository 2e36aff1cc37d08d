import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type FederationList, federationList, isOpenByList, listRulings, mayFollow, nextRefreshMs } from './list.ts'

const now = 1_800_000_000_000
const second = now / 1000
const list = (changed: Partial<FederationList> = {}): FederationList =>
  v.parse(federationList, {
    version: 5,
    iat: second - 10,
    exp: second + 3600,
    domainList: [{ domain: 'sued.example', telematikID: '1-2.3' }],
    ...changed,
  })
const outcome = (...asked: Parameters<typeof mayFollow>) => {
  const result = mayFollow(...asked)
  return result.ok ? 'taken' : result.error
}

describe('a signed list', () => {
  const taken = { version: 5, contentHash: 'a' }

  it('is taken first, newer, or again', () => {
    expect(outcome(null, list(), 'a', now)).toBe('taken')
    expect(outcome(taken, list({ version: 6 }), 'b', now)).toBe('taken')
    expect(outcome(taken, list(), 'a', now)).toBe('taken')
  })

  it('is refused when older, when another has its number, when over, and before its time', () => {
    expect(outcome(taken, list({ version: 4 }), 'b', now)).toBe('older-version')
    expect(outcome(taken, list(), 'b', now)).toBe('same-version')
    expect(outcome(null, list({ exp: second }), 'a', now)).toBe('ended')
    expect(outcome(null, list({ iat: second + 61 }), 'a', now)).toBe('not-yet')
    expect(outcome(null, list({ iat: second + 59 }), 'a', now)).toBe('taken')
  })

  it('is no list without a version, a time or names', () => {
    for (const broken of [{ version: 0 }, { version: 1.5 }, { exp: 'soon' }, { domainList: [{ domain: 'no name' }] }])
      expect(v.safeParse(federationList, { ...list(), ...broken }).success).toBe(false)
  })
})

describe('a subscription', () => {
  it('asks every hour, and after a failure three times sooner', () => {
    expect([0, 1, 2, 3, 4, 5].map((failures) => nextRefreshMs(failures) / 60_000)).toEqual([60, 5, 5, 5, 60, 60])
  })

  it('is open to who is listed, and closed in every doubt', () => {
    expect(listRulings.filter(isOpenByList)).toEqual(['no-subscription', 'listed'])
  })
})
