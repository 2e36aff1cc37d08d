import { describe, expect, it } from 'vitest'
import { dueStep, type Going, gone, type LeaveWatch, newWatch, nextAt, restarted, seen } from './leave-watch.ts'

const timeoutMs = 15_000
const waiting = newWatch(timeoutMs, 0)
const there = restarted(seen(waiting, 1_000), timeoutMs, 1_000)
const stepsUntil = (watch: LeaveWatch, moments: number[]) => moments.map((now) => dueStep(watch, now))

describe('a delegated leave event', () => {
  it('waits for the participant as long as it runs itself, an hour at most, and is then forgotten', () => {
    expect(stepsUntil(waiting, [0, 14_999, 15_000])).toEqual([null, null, 'forget'])
    expect(newWatch(24 * 60 * 60_000, 0).endsAt).toBe(60 * 60_000)
  })

  it('is put off at once when the participant comes, and then each four fifths of its time', () => {
    expect(dueStep(seen(waiting, 1_000), 1_000)).toBe('restart')
    expect(there).toEqual({ restartAt: 13_000, endsAt: null })
    expect(stepsUntil(there, [12_999, 13_000])).toEqual([null, 'restart'])
    expect(nextAt(there)).toBe(13_000)
  })

  it('is sent some seconds after the participant has gone, sooner when they said so', () => {
    const sentAfter = (going: Going) => (gone(there, going, 2_000).endsAt ?? 0) - 2_000
    expect([sentAfter('left'), sentAfter('lost'), sentAfter('missing')]).toEqual([3_000, 5_000, 20_000])
    expect(dueStep(gone(there, 'left', 2_000), 5_000)).toBe('send')
  })

  it('is put off meanwhile, so that it does not come by itself before', () => {
    expect(dueStep(gone(there, 'missing', 2_000), 13_000)).toBe('restart')
  })

  it('goes on when the participant is back', () => {
    expect(seen(gone(there, 'left', 2_000), 3_000)).toEqual(there)
  })

  it('is not put off for longer by hearing twice that they have gone', () => {
    expect(gone(gone(there, 'left', 2_000), 'missing', 4_000).endsAt).toBe(5_000)
    expect(gone(gone(there, 'missing', 2_000), 'left', 4_000).endsAt).toBe(7_000)
  })

  it('of one who never came is not sent when LiveKit says that they are not there', () => {
    expect(gone(waiting, 'missing', 2_000)).toEqual(waiting)
  })
})
