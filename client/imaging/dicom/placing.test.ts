import { describe, expect, test } from 'vitest'
import { draftOf, placedWith, turnedStep } from './placing.ts'

const at = (x: number, y: number) => ({ x, y })

describe('placing points', () => {
  test('a length is there with its second point', () => {
    const begun = placedWith('length', [], at(1, 1))
    expect(begun).toEqual({ placed: [at(1, 1)], shape: null })
    expect(draftOf('length', begun.placed, at(4, 5))).toEqual({ kind: 'length', points: [at(1, 1), at(4, 5)] })
    expect(placedWith('length', begun.placed, at(4, 5))).toEqual({
      placed: [],
      shape: { kind: 'length', points: [at(1, 1), at(4, 5)] },
    })
  })

  test('an angle is a line until its third point', () => {
    const leg = [at(0, 9), at(0, 0)]
    expect(draftOf('angle', leg.slice(0, 1), at(0, 0))).toMatchObject({ kind: 'length' })
    expect(placedWith('angle', leg, at(9, 0)).shape).toEqual({ kind: 'angle', points: [...leg, at(9, 0)] })
  })

  test('a point on the one before was a slip', () => {
    expect(placedWith('roi', [at(3, 3)], at(3.2, 3))).toEqual({ placed: [at(3, 3)], shape: null })
    expect(draftOf('roi', [], at(1, 1))).toBeNull()
  })

  test.each([
    [0, at(1, 0)],
    [1, at(0, -1)],
    [2, at(-1, 0)],
    [3, at(0, 1)],
  ])('a step to the right is one on the screen, also after %i quarter turns', (turns, step) => {
    const { x, y } = turnedStep(1, 0, turns)
    expect([x + 0, y + 0]).toEqual([step.x, step.y])
  })
})
