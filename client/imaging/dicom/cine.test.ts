import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCine } from './cine.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('pictures run at the pace of the device, whatever they change, and stop at once', async () => {
  const [at, setAt] = createSignal(0)
  const { cine, end } = createRoot((dispose) => ({
    cine: createCine(
      () => 10,
      async () => {
        setAt(at() + 1)
      },
    ),
    end: dispose,
  }))
  cine.toggle()
  await vi.advanceTimersByTimeAsync(990)
  expect(at()).toBe(10)
  cine.toggle()
  await vi.advanceTimersByTimeAsync(1000)
  expect(at()).toBe(10)
  end()
})
