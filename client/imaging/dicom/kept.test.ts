import { expect, test } from 'vitest'
import { createKept } from './kept.ts'
import { createObjects } from './study.ts'

test('what was not used for longest goes first, and nothing that is over the limit stays beside what is new', () => {
  const dropped: string[] = []
  const kept = createKept<string, number>(10, (key) => dropped.push(key))
  kept.put('a', 1, 4)
  kept.put('b', 2, 4)
  expect(kept.get('a')).toBe(1)
  kept.put('c', 3, 4)
  expect(dropped).toEqual(['b'])
  kept.put('large', 4, 40)
  expect(dropped).toEqual(['b', 'a', 'c'])
  expect(kept.get('large')).toBe(4)
  kept.put('large', 5, 2)
  expect(kept.bytes).toBe(2)
})

test('whoever walks through a long stack holds no more of it than the limit', async () => {
  const megabyte = 1024 * 1024
  const slices = 2000
  let most = 0
  const objects = createObjects({
    index: { version: 1, series: [] },
    sizeBytes: slices * megabyte,
    faultOf: () => null,
    // As large as it says it is: what is held is counted, not made.
    read: () => Promise.reject(new Error('not here')),
  })
  const opening = Array.from({ length: slices }, (_, at) => {
    const [start, end] = [at * megabyte, (at + 1) * megabyte]
    const opened = objects.open({ start, end, instanceUid: `1.2.${at}`, sopClass: '1.2', frames: 1, hasPixels: true })
    most = Math.max(most, objects.heldBytes())
    return opened.catch(() => null)
  })
  await Promise.all(opening)
  expect(most).toBeGreaterThan(100 * megabyte)
  expect(most).toBeLessThanOrEqual(128 * megabyte)
  expect(objects.heldBytes()).toBe(0)
})
