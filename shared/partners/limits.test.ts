import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  hasRunOut,
  noticeMs,
  partnerLimits,
  partnerServices,
  runsOutSoon,
  servicesOfBoth,
  unlimited,
  untilOfBoth,
} from './limits.ts'

const ours = { ...unlimited, services: ['messaging', 'consults'] as const, until: 200 }
const theirs = { ...unlimited, services: ['consults', 'case-files'] as const, until: 100 }
const both = (limits: unknown, theirLimits: unknown) =>
  ({ limits, theirLimits }) as Parameters<typeof servicesOfBoth>[0]

describe('the limits of a partnership', () => {
  it('let pass what both sides allow', () => {
    expect(servicesOfBoth(both(null, null))).toEqual([...partnerServices])
    expect(servicesOfBoth(both(ours, null))).toEqual(['messaging', 'consults'])
    expect(servicesOfBoth(both(null, theirs))).toEqual(['consults', 'case-files'])
    expect(servicesOfBoth(both(ours, theirs))).toEqual(['consults'])
    expect(servicesOfBoth(both(theirs, ours))).toEqual(['consults'])
  })

  it('end when the first side’s time has run out', () => {
    expect(untilOfBoth(both(null, unlimited))).toBeNull()
    expect(untilOfBoth(both(ours, theirs))).toBe(100)
    expect(untilOfBoth(both(ours, null))).toBe(200)
    expect([99, 100, 101].map((now) => hasRunOut(both(ours, theirs), now))).toEqual([false, true, true])
    expect(hasRunOut(both(null, null), Number.MAX_SAFE_INTEGER)).toBe(false)
  })

  it('are announced two weeks before', () => {
    const end = 10 * noticeMs
    expect([end - noticeMs - 1, end - noticeMs, end + 1].map((now) => runsOutSoon(end, now))).toEqual([
      false,
      true,
      true,
    ])
    expect(runsOutSoon(null, end)).toBe(false)
  })

  it('name services once and in one order, and none that there is not', () => {
    const parse = (services: string[]) => v.safeParse(partnerLimits, { services, departments: null, until: null })
    expect(parse(['case-files', 'messaging', 'case-files'])).toMatchObject({
      output: { services: ['messaging', 'case-files'] },
    })
    expect(parse(['board']).success).toBe(false)
  })
})
