import { describe, expect, it } from 'vitest'
import { makeTransferRate, timeLeftMs } from './transfer-rate.ts'

describe('how fast an upload goes', () => {
  it('is not said before there is something to say', () => {
    const rateAt = makeTransferRate()
    expect([rateAt(0, 0), rateAt(500, 1_000), rateAt(1_000, 2_000)]).toEqual([null, null, 2_000])
  })

  it('is that of the last seconds', () => {
    const rateAt = makeTransferRate()
    for (let second = 0; second <= 20; second += 1) rateAt(second * 1_000, second * 1_000)
    let last = 0
    for (let second = 21; second <= 40; second += 1) last = rateAt(second * 1_000, 20_000 + (second - 20) * 5_000) ?? 0
    expect(last).toBe(5_000)
  })

  it('begins anew when what was sent is sent again', () => {
    const rateAt = makeTransferRate()
    rateAt(0, 0)
    rateAt(2_000, 9_000)
    expect(rateAt(3_000, 5_000)).toBeNull()
    expect(rateAt(5_000, 6_000)).toBe(500)
  })

  it('says how long it takes, unless it stands still', () => {
    expect([timeLeftMs(10_000, 4_000, 2_000), timeLeftMs(10, 0, 0), timeLeftMs(10, 0, null)]).toEqual([
      3_000,
      null,
      null,
    ])
  })
})
