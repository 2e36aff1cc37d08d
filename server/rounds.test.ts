import { expect, it, onTestFinished, vi } from 'vitest'
import { keepRounds } from './rounds.ts'

it('goes round after round, as long after each as it says, until it says that it was the last or is stopped', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const pauses = [10, 20, null]
  let rounds = 0
  const kept = keepRounds(async () => pauses[rounds++] ?? null)
  await vi.advanceTimersByTimeAsync(29)
  expect(rounds).toBe(2)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(rounds).toBe(3)
  kept[Symbol.dispose]()

  let others = 0
  const stopped = keepRounds(async () => {
    others += 1
    return 10
  })
  await vi.advanceTimersByTimeAsync(0)
  stopped[Symbol.dispose]()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(others).toBe(1)
})
