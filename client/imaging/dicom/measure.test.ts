import { describe, expect, test } from 'vitest'
import { angleOf, areaOf, ellipseOf, lengthOf, measure, statisticsOf } from './measure.ts'

const square = { column: 0.5, row: 0.5, of: 'patient' } as const
const oblong = { column: 1, row: 2, of: 'patient' } as const
const at = (x: number, y: number) => ({ x, y })

describe('measuring in a picture', () => {
  test('a length is in mm by the size of a pixel, which may not be a square', () => {
    expect(lengthOf(at(0, 0), at(30, 40), square)).toBe(25)
    expect(lengthOf(at(0, 0), at(3, 2), oblong)).toBe(5)
    expect(lengthOf(at(0, 0), at(3, 4), null)).toBe(5)
  })

  test.each([
    [at(10, 0), 90, square],
    [at(0, -10), 180, square],
    [at(10, 10), 45, square],
    [at(20, 10), 45, oblong],
  ])('an angle is the one on the body, not on the screen (%o)', (other, degrees, spacing) => {
    expect(angleOf(at(0, 10), at(0, 0), other, spacing)).toBeCloseTo(degrees)
  })

  test('a region has the values of the pixels inside of it', () => {
    const ellipse = ellipseOf(at(8, 12), at(12, 8))
    expect(areaOf(ellipse, square)).toBeCloseTo(Math.PI)
    const inside = statisticsOf(ellipse, ({ x, y }) => (x === 10 && y === 10 ? 113 : 100))
    expect(inside).toMatchObject({ mean: 101, min: 100, max: 113 })
    expect(inside?.deviation).toBeCloseTo(Math.sqrt(12))
    expect(statisticsOf(ellipse, () => null)).toBeNull()
  })

  test('each shape is measured as what it is', () => {
    expect(measure({ kind: 'length', points: [at(0, 0), at(0, 10)] }, square, () => 0)).toEqual({
      kind: 'length',
      value: 5,
      spacing: square,
    })
    expect(measure({ kind: 'key-image' }, square, () => 0)).toEqual({ kind: 'key-image' })
  })
})
