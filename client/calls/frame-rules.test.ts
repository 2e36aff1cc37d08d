import { describe, expect, it } from 'vitest'
import { type Progress, progressOf, standsStill } from './frame-rules.ts'

/** How many frames there were at each second. */
const stillAfter = (frames: readonly number[]) => {
  const progress = frames.reduce<Progress | undefined>((before, count, at) => progressOf(before, count, at * 1_000), {
    frames: -1,
    since: 0,
  })
  if (!progress) throw new Error('some seconds were asked for')
  return standsStill(progress, (frames.length - 1) * 1_000)
}

describe('a picture', () => {
  it('stands still when nothing of it was decoded for four seconds', () => {
    expect(stillAfter([10, 20, 20, 20, 20, 20])).toBe(true)
    expect(stillAfter([10, 20, 20, 20, 20])).toBe(false)
  })

  it('does not while it moves, however slowly, and no more once it moves again', () => {
    expect(stillAfter([1, 1, 1, 1, 2, 2, 2])).toBe(false)
    expect(stillAfter([1, 1, 1, 1, 1, 1, 2])).toBe(false)
  })

  it('stands still too when none of it ever came', () => {
    expect(stillAfter([0, 0, 0, 0, 0])).toBe(true)
  })
})
