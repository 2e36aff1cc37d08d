import { describe, expect, it } from 'vitest'
import { faultsOf, noFilter, queryOf } from './audit-filter.ts'

const dayMs = 24 * 60 * 60_000

describe('what the log is asked for', () => {
  it('is everything when nothing is chosen', () => {
    expect(queryOf(noFilter)).toEqual({})
    expect(faultsOf(noFilter)).toEqual({ person: false, room: false })
  })

  it('is what was typed and chosen, without blanks around it', () => {
    const filter = {
      ...noFilter,
      person: ' @nina:nord.example ',
      room: '!abc',
      action: 'file-read',
      outcome: 'refused',
    } as const
    expect(queryOf(filter)).toEqual({
      person: '@nina:nord.example',
      room: '!abc',
      action: 'file-read',
      outcome: 'refused',
    })
  })

  it('leaves out what is not complete, and says so', () => {
    const filter = { ...noFilter, person: 'Nina', room: 'abc', since: '2026-1' }
    expect(queryOf(filter)).toEqual({})
    expect(faultsOf(filter)).toEqual({ person: true, room: true })
  })

  it('goes from the first midnight to the end of the last day', () => {
    const { since, until } = queryOf({ ...noFilter, since: '2026-11-02', until: '2026-11-02' })
    expect(new Date(Number(since)).getHours()).toBe(0)
    expect(Number(until) - Number(since)).toBe(dayMs)
  })
})
