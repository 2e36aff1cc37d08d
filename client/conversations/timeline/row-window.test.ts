import { describe, expect, it } from 'vitest'
import { further, nearer, newestRows, type RowWindow, rowsAround, rowsIn } from './row-window.ts'

const rows = Array.from({ length: 1000 }, (_, at) => at)

/** What is drawn, as first and last. */
const span = (window: RowWindow, of = rows) => [rowsIn(of, window).at(0), rowsIn(of, window).at(-1)]

describe('what is drawn of a long conversation', () => {
  it('is the newest part at first', () => {
    expect(span(newestRows)).toEqual([880, 999])
  })

  it('grows backwards, and then lets go of the newest, so that it never gets slow', () => {
    let window = newestRows
    let largest = 0
    for (let next = further(window, rows.length); next; next = further(window, rows.length)) {
      window = next
      largest = Math.max(largest, rowsIn(rows, window).length)
    }
    expect(rowsIn(rows, window)[0]).toBe(0)
    expect(largest).toBe(360)
  })

  it('comes back to the newest', () => {
    let window: RowWindow = { hidden: 300, drawn: 360 }
    for (let step = 0; step < 3; step += 1) window = nearer(window)
    expect(span(window)).toEqual([640, 999])
  })

  it('stays the same when earlier rows come', () => {
    const window: RowWindow = { hidden: 120, drawn: 360 }
    expect(span(window, [-2, -1, ...rows])).toEqual(span(window))
  })

  it.each([
    [500, [440, 559]],
    [10, [0, 69]],
    [999, [880, 999]],
  ])('is what stands around row %i when somebody goes there', (at, expected) => {
    const [first = -1, last = -1] = span(rowsAround(at, rows.length))
    expect([first, last]).toEqual(expected)
  })

  it('is everything of a short one', () => {
    expect(rowsIn([1, 2, 3], newestRows)).toEqual([1, 2, 3])
    expect(further(newestRows, 3)).toBeNull()
  })
})
