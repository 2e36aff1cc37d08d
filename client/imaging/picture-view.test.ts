import { describe, expect, test } from 'vitest'
import { fitScale, panned, refitted, zoomed } from './picture-view.ts'

const stage = { width: 800, height: 600 }
const photo = { width: 4000, height: 2000 }

describe('looking at a picture', () => {
  test('a large one is shown whole, a small one is not blown up', () => {
    expect(fitScale(photo, stage)).toBe(0.2)
    expect(fitScale({ width: 40, height: 40 }, stage)).toBe(1)
  })

  test('what lies under the pointer stays there while zooming', () => {
    const at = { x: 500, y: 350 }
    const before = { scale: 0.2, x: 0, y: 0 }
    const after = zoomed(before, 3, at, photo, stage)
    const pixelUnder = (view: typeof before) => ({
      x: (at.x - stage.width / 2 - view.x) / view.scale,
      y: (at.y - stage.height / 2 - view.y) / view.scale,
    })
    expect(after.scale).toBeCloseTo(0.6)
    expect(pixelUnder(after).x).toBeCloseTo(pixelUnder(before).x)
    expect(pixelUnder(after).y).toBeCloseTo(pixelUnder(before).y)
  })

  test('zooming ends at a size that can still be used', () => {
    const middle = { x: 400, y: 300 }
    expect(zoomed({ scale: 10, x: 0, y: 0 }, 100, middle, photo, stage).scale).toBe(16)
    expect(zoomed({ scale: 0.2, x: 0, y: 0 }, 0.001, middle, photo, stage).scale).toBe(0.1)
  })

  test('a picture cannot be pushed out of sight', () => {
    const { x } = panned({ scale: 0.2, x: 0, y: 0 }, 100_000, 0, photo, stage)
    const leftEdge = stage.width / 2 + x - (photo.width * 0.2) / 2
    expect(leftEdge).toBe(stage.width - 48)
  })

  test('the same part stays in sight when the window gets another size', () => {
    const smaller = { width: 400, height: 300 }
    expect(refitted({ scale: 0.4, x: 100, y: -40 }, photo, stage, smaller)).toEqual({ scale: 0.2, x: 50, y: -20 })
    expect(refitted({ scale: 0.2, x: 50, y: -20 }, photo, smaller, stage)).toEqual({ scale: 0.4, x: 100, y: -40 })
  })
})
