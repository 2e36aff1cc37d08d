import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { batched } from './listen.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A look that takes so long. */
const lookOf = (ms: number) => {
  let looks = 0
  const look = batched(() => {
    looks += 1
    vi.advanceTimersByTime(ms)
  })
  return { look, looks: () => looks }
}

describe('what many events bring', () => {
  it('is looked at once, at once', async () => {
    const { look, looks } = lookOf(0)
    for (let event = 0; event < 5; event += 1) look()
    await Promise.resolve()
    expect(looks()).toBe(1)
    look()
    await Promise.resolve()
    expect(looks()).toBe(2)
  })

  it('is looked at seldom when that takes long, and never forgotten', async () => {
    const { look, looks } = lookOf(20)
    look()
    await Promise.resolve()
    look()
    await Promise.resolve()
    expect(looks()).toBe(1)
    await vi.advanceTimersByTimeAsync(79)
    expect(looks()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(looks()).toBe(2)
  })
})
