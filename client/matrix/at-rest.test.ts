import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchRest } from './at-rest.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const waiting = (untilRest: () => Promise<void>) => {
  const state = { isOver: false }
  void untilRest().then(() => {
    state.isOver = true
  })
  return state
}

test('rest begins two seconds after the last sign of somebody', async () => {
  const page = new EventTarget()
  const work = waiting(watchRest(page))
  await vi.advanceTimersByTimeAsync(1_900)
  page.dispatchEvent(new Event('input'))
  await vi.advanceTimersByTimeAsync(1_900)
  expect(work.isOver).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  expect(work.isOver).toBe(true)
})

test('where nobody has done anything for a while, nothing waits a second time', async () => {
  const untilRest = watchRest(new EventTarget())
  await vi.advanceTimersByTimeAsync(2_000)
  const work = waiting(untilRest)
  await vi.advanceTimersByTimeAsync(0)
  expect(work.isOver).toBe(true)
})

test('whoever types without end holds it up for five seconds', async () => {
  const page = new EventTarget()
  const work = waiting(watchRest(page))
  const type = setInterval(() => page.dispatchEvent(new Event('keydown')), 100)
  await vi.advanceTimersByTimeAsync(4_900)
  expect(work.isOver).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  expect(work.isOver).toBe(true)
  clearInterval(type)
})
