import { describe, expect, it } from 'vitest'
import { beginStroke, drawStrokes, extended, headOf, isStroke, linesOf, lineWidthFor } from './strokes.ts'

const spot = (x: number, y: number) => ({ x, y })

describe('a stroke', () => {
  it('of the pen goes where the hand goes, without points on top of each other', () => {
    const stroke = [spot(0, 1), spot(5, 0), spot(9, 0)].reduce(extended, beginStroke('pen', spot(0, 0)))
    expect(linesOf(stroke, 2)).toEqual([[spot(0, 0), spot(5, 0), spot(9, 0)]])
  })

  it('of the arrow ends where the hand ends, and points there', () => {
    const stroke = [spot(5, 0), spot(100, 0)].reduce(extended, beginStroke('arrow', spot(0, 0)))
    expect(linesOf(stroke, 2)[0]).toEqual([spot(0, 0), spot(100, 0)])
    const [one, other] = headOf(spot(0, 0), spot(100, 0), 2)
    expect(one.x).toBeCloseTo(other.x)
    expect(one.y).toBeCloseTo(-other.y)
    expect(one.x).toBeLessThan(100)
  })

  it('that goes nowhere is a slip', () => {
    for (const kind of ['pen', 'arrow'] as const) {
      const slip = extended(beginStroke(kind, spot(3, 3)), spot(4, 3))
      expect([isStroke(slip), isStroke(extended(slip, spot(40, 3)))]).toEqual([false, true])
    }
  })

  it('is as wide as the picture is large', () => {
    expect(lineWidthFor({ width: 320, height: 240 })).toBe(2)
    expect(lineWidthFor({ width: 1920, height: 1080 })).toBe(8)
  })

  it('has an edge below it, so that it is seen on any ground', () => {
    const drawn: [string, number][] = []
    const paper = {
      lineCap: 'butt' as CanvasLineCap,
      lineJoin: 'miter' as CanvasLineJoin,
      lineWidth: 1,
      strokeStyle: '' as string,
      beginPath: () => {},
      moveTo: () => {},
      lineTo: () => {},
      stroke: () => void drawn.push([paper.strokeStyle, paper.lineWidth]),
    }
    drawStrokes(paper, [extended(beginStroke('pen', spot(0, 0)), spot(9, 9))], 3)
    expect(drawn).toEqual([
      ['#000000', 6],
      ['#ffd24a', 3],
    ])
  })
})
