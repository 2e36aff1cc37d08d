import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepDeadlines } from './deadlines.ts'

const minute = 60_000

describe('deadlines that stand in the database', () => {
  /** What the machine says, which somebody may set; and how often the work was done that is due by it. */
  let clock: number
  let due: number | null
  let dones: number[]
  const open = (act = async () => {}) =>
    keepDeadlines({
      work: async () => {
        if (due === null || due > clock) return true
        await act()
        dones.push(clock)
        due = null
        return true
      },
      next: () => due,
      catchUp: async () => {},
      now: () => clock,
    })
  const goOn = async (ms: number) => {
    for (let left = ms; left > 0; left -= 100) {
      clock += 100
      await vi.advanceTimersByTimeAsync(100)
    }
  }

  beforeEach(() => {
    vi.useFakeTimers()
    clock = Date.parse('2026-03-29T00:58:00Z')
    due = clock + 5 * minute
    dones = []
  })
  afterEach(() => vi.useRealTimers())

  it('come when they are due, and a restart does what came due meanwhile', async () => {
    using running = open()
    await goOn(4 * minute)
    expect(dones).toEqual([])
    running[Symbol.dispose]()
    clock += 10 * minute
    using _ = open()
    await goOn(3_000)
    expect(dones.length).toBe(1)
  })

  it('follow the clock when it is put forward, as after a machine has slept', async () => {
    using _ = open()
    await goOn(minute)
    clock += 60 * minute
    await goOn(2_100)
    expect(dones.length).toBe(1)
  })

  it('follow the clock when it is put back: not before their moment, once, and not lost', async () => {
    using _ = open()
    await goOn(4 * minute)
    clock -= 2 * minute
    await goOn(2 * minute)
    expect(dones).toEqual([])
    await goOn(1 * minute + 2_100)
    expect(dones.length).toBe(1)
  })

  it('are met once what they need is back', async () => {
    let isDown = true
    using _ = open(async () => {
      if (isDown) throw new Error('Synapse is away')
    })
    await goOn(6 * minute)
    expect(dones).toEqual([])
    isDown = false
    await goOn(2_100)
    expect(dones.length).toBe(1)
  })
})
