import { describe, expect, it } from 'vitest'
import { unlimited } from '#shared/partners/limits.ts'
import { draftOfLimits, faultOfLimits, limitsOf } from './limits-draft.ts'

const noon = new Date(2026, 2, 28, 12).getTime()

describe('what an admin sets of a partnership', () => {
  it('comes out as it went in', () => {
    const limits = {
      services: ['consults' as const],
      departments: ['cardiology'],
      until: new Date(2026, 3, 1).getTime(),
    }
    expect(limitsOf(draftOfLimits(limits))).toEqual(limits)
    expect(limitsOf(draftOfLimits(unlimited))).toEqual(unlimited)
  })

  it('counts until the end of the chosen day, also of one with 23 hours', () => {
    const draft = { ...draftOfLimits(unlimited), lastDay: '2026-03-29' }
    expect(limitsOf(draft).until).toBe(new Date(2026, 2, 30).getTime())
    expect(draftOfLimits(limitsOf(draft)).lastDay).toBe('2026-03-29')
  })

  it('is refused for a day that has passed, and without any department', () => {
    const draft = draftOfLimits(unlimited)
    expect(faultOfLimits({ ...draft, lastDay: '2026-03-27' }, noon)).toBe('past')
    expect(faultOfLimits({ ...draft, lastDay: '2026-03-28' }, noon)).toBeNull()
    expect(faultOfLimits({ ...draft, isAll: false }, noon)).toBe('no-department')
    expect(faultOfLimits({ ...draft, isAll: false, departments: ['cardiology'] }, noon)).toBeNull()
  })
})
