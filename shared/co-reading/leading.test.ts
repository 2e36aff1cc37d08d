import { describe, expect, it } from 'vitest'
import { heard, isGivenTo, type Leading, nobodyLeads, termToLead, withoutAbsent } from './leading.ts'
import type { CoReadingMessage } from './message.ts'

const fileId = '00000000-0000-4000-8000-000000000001'
const show = (term: number, sequence: number): CoReadingMessage => ({
  version: 1,
  kind: 'show',
  term,
  sequence,
  fileId,
  view: null,
})
const end = (term: number, sequence: number): CoReadingMessage => ({ version: 1, kind: 'end', term, sequence })
const give = (term: number, to: string): CoReadingMessage => ({ version: 1, kind: 'give', term, sequence: 9, to })

type Said = [from: string, message: CoReadingMessage]
/** What a device knows that has heard all this, a second apart. */
const knownAfter = (...said: readonly Said[]): Leading =>
  said.reduce((leading, [from, message], at) => heard(leading, { from, message, now: at * 1_000 }), nobodyLeads)
const leaderAfter = (...said: readonly Said[]) => knownAfter(...said).lead?.by ?? null

describe('who leads', () => {
  it('is whoever begins, also for somebody who comes later', () => {
    expect(leaderAfter(['ida', show(1, 1)])).toBe('ida')
    expect(leaderAfter(['ida', show(7, 300)])).toBe('ida')
  })

  it('stays the same when somebody else speaks under an older term, or ends what is not theirs', () => {
    expect(leaderAfter(['ida', show(2, 1)], ['emil', show(1, 50)])).toBe('ida')
    expect(leaderAfter(['ida', show(2, 1)], ['emil', end(2, 50)])).toBe('ida')
  })

  it('changes when somebody takes over, and what the one before still sends counts no more', () => {
    expect(leaderAfter(['ida', show(1, 1)], ['emil', show(2, 1)], ['ida', show(1, 2)])).toBe('emil')
  })

  it('is nobody once the one who leads has ended it, also when a message comes late', () => {
    expect(leaderAfter(['ida', show(1, 1)], ['ida', end(1, 2)], ['ida', show(1, 1)])).toBe(null)
    expect(leaderAfter(['ida', show(1, 1)], ['ida', end(1, 2)], ['emil', show(2, 1)])).toBe('emil')
  })

  it('is the same on all devices when two begin at once', () => {
    const both: Said[] = [
      ['ida', show(1, 1)],
      ['emil', show(1, 1)],
    ]
    expect(leaderAfter(...both)).toBe('emil')
    expect(leaderAfter(...both.toReversed())).toBe('emil')
  })

  it('is not taken under the same term once somebody leads for a while', () => {
    const led = [1, 2, 3, 4].map((sequence): Said => ['ida', show(1, sequence)])
    expect(leaderAfter(...led, ['emil', show(1, 1)])).toBe('ida')
  })

  it('is nobody when the one who leads has left, and the same one again when they were only cut off', () => {
    const left = withoutAbsent(knownAfter(['ida', show(3, 8)]), new Set(['emil']))
    expect(left.lead).toBe(null)
    expect(heard(left, { from: 'ida', message: show(3, 9), now: 0 }).lead?.by).toBe('ida')
    expect(heard(left, { from: 'ida', message: show(2, 9), now: 0 }).lead).toBe(null)
  })
})

describe('what is shown', () => {
  it('is the newest, in whatever order it comes', () => {
    const now = knownAfter(['ida', show(1, 5)], ['ida', show(1, 4)])
    expect(now.lead?.sequence).toBe(5)
    expect(heard(now, { from: 'ida', message: show(1, 5), now: 0 })).toBe(now)
  })
})

describe('control', () => {
  it('is given by the one who leads, to one other', () => {
    const led = knownAfter(['ida', show(4, 1)])
    expect(isGivenTo(led, { from: 'ida', message: give(4, 'emil') }, 'emil')).toBe(true)
    expect(isGivenTo(led, { from: 'ida', message: give(4, 'emil') }, 'jonas')).toBe(false)
    expect(isGivenTo(led, { from: 'jonas', message: give(4, 'emil') }, 'emil')).toBe(false)
    expect(isGivenTo(led, { from: 'ida', message: give(3, 'emil') }, 'emil')).toBe(false)
  })

  it('is had under a term that all others believe', () => {
    const led = knownAfter(['ida', show(4, 1)])
    expect(heard(led, { from: 'emil', message: show(termToLead(led), 1), now: 0 }).lead?.by).toBe('emil')
    const ended = knownAfter(['ida', show(4, 1)], ['ida', end(4, 2)])
    expect(heard(ended, { from: 'emil', message: show(termToLead(ended), 1), now: 0 }).lead?.by).toBe('emil')
  })
})
