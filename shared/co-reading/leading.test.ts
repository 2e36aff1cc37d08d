import { describe, expect, it } from 'vitest'
import { heard, isGivenTo, type Leading, led, nobodyLeads, silentMs, withoutAbsent, withoutSilent } from './leading.ts'
import type { CoReadingMessage } from './message.ts'

const fileId = '00000000-0000-4000-8000-000000000001'
const common = (term: number, sequence: number, life = 1) => ({ version: 1, life, term, sequence }) as const
const show = (term: number, sequence: number, life?: number): CoReadingMessage => ({
  ...common(term, sequence, life),
  kind: 'show',
  fileId,
  view: null,
})
const end = (term: number, sequence: number): CoReadingMessage => ({ ...common(term, sequence), kind: 'end' })
const give = (term: number, to: string): CoReadingMessage => ({ ...common(term, 9), kind: 'give', to })

type Said = [from: string, message: CoReadingMessage]
/** What a device knows that has heard all this, a second apart. */
const knownAfter = (...said: readonly Said[]): Leading =>
  said.reduce((leading, [from, message], at) => heard(leading, { from, message, now: at * 1_000 }), nobodyLeads)
const leaderAfter = (...said: readonly Said[]) => knownAfter(...said).lead?.by ?? null
const hear = (leading: Leading, from: string, message: CoReadingMessage) => heard(leading, { from, message, now: 0 })

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
    expect(leaderAfter(['ida', show(1, 1)], ['ida', end(1, 3)], ['ida', show(1, 2)])).toBe(null)
    expect(leaderAfter(['ida', show(1, 1)], ['ida', end(1, 2)], ['emil', show(2, 1)])).toBe('emil')
  })

  it('is the same on all devices when two begin at once, or have not heard each other', () => {
    const both: Said[] = [
      ['ida', show(1, 1)],
      ['ida', show(1, 2)],
      ['emil', show(1, 1)],
    ]
    expect(leaderAfter(...both)).toBe('emil')
    expect(leaderAfter(...both.toReversed())).toBe('emil')
    const own = { by: 'ida', fileId, view: null, heardAt: 0 }
    expect(hear(led(nobodyLeads, own), 'emil', show(1, 8)).lead?.by).toBe('emil')
    expect(hear(led(nobodyLeads, { ...own, by: 'emil' }), 'ida', show(1, 8)).lead?.by).toBe('emil')
  })

  it('is whoever begins, whatever they have missed of who led before', () => {
    expect(leaderAfter(['ida', show(5, 1)], ['ida', end(5, 2)], ['emil', show(1, 1)])).toBe('emil')
  })

  it('is the same one who has joined the call anew, and begins to count anew', () => {
    expect(leaderAfter(['ida', show(5, 90)], ['ida', end(5, 91)], ['ida', show(1, 1, 2)])).toBe('ida')
    const still = knownAfter(['ida', show(5, 90)], ['ida', show(1, 1, 2)])
    expect(still.lead?.term).toBe(1)
    // What is on its way from before is late.
    expect(hear(still, 'ida', show(5, 92, 1)).lead?.term).toBe(1)
    expect(hear(still, 'emil', show(2, 1)).lead?.by).toBe('emil')
  })

  it('is nobody when the one who leads has left, and the same one again when they were only cut off', () => {
    const left = withoutAbsent(knownAfter(['ida', show(3, 8)]), new Set(['emil']))
    expect(left.lead).toBe(null)
    expect(hear(left, 'ida', show(3, 9)).lead?.by).toBe('ida')
    expect(hear(left, 'ida', show(2, 9)).lead).toBe(null)
  })

  it('is nobody when the one who leads says nothing any more', () => {
    const known = knownAfter(['ida', show(1, 1)], ['ida', show(1, 2)])
    expect(withoutSilent(known, silentMs).lead?.by).toBe('ida')
    expect(withoutSilent(known, 1_000 + silentMs).lead).toBe(null)
  })
})

describe('what is shown', () => {
  it('is the newest, in whatever order it comes', () => {
    const now = knownAfter(['ida', show(1, 5)])
    expect(hear(now, 'ida', show(1, 4))).toBe(now)
    expect(hear(now, 'ida', show(1, 5))).toBe(now)
  })
})

describe('control', () => {
  it('is given by the one who leads, to one other', () => {
    const known = knownAfter(['ida', show(4, 1)])
    expect(isGivenTo(known, { from: 'ida', message: give(4, 'emil') }, 'emil')).toBe(true)
    expect(isGivenTo(known, { from: 'ida', message: give(4, 'emil') }, 'jonas')).toBe(false)
    expect(isGivenTo(known, { from: 'jonas', message: give(4, 'emil') }, 'emil')).toBe(false)
    expect(isGivenTo(known, { from: 'ida', message: give(3, 'emil') }, 'emil')).toBe(false)
  })

  it('is had under a term that all others believe', () => {
    const own = { by: 'emil', fileId, view: null, heardAt: 0 }
    for (const known of [knownAfter(['ida', show(4, 1)]), knownAfter(['ida', show(4, 1)], ['ida', end(4, 2)])]) {
      const { lead } = led(known, own)
      expect(hear(known, 'emil', show(lead?.term ?? 0, 1)).lead?.by).toBe('emil')
    }
  })
})
