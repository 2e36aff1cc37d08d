import { describe, expect, it } from 'vitest'
import { further, heldAt, nearer, newestRows, type RowWindow, rowsAround, rowsIn } from './row-window.ts'

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => ({ key: String(from + at), at: from + at }))
const rows = numbered(0, 1000)

/** What is drawn, as first and last. */
const span = (window: RowWindow, of = rows) => {
  const drawn = rowsIn(of, window)
  return [drawn.at(0)?.at, drawn.at(-1)?.at]
}

describe('what is drawn of a long conversation', () => {
  it('is the newest part at first', () => {
    expect(span(newestRows)).toEqual([880, 999])
    expect(span(newestRows, numbered(0, 1010))).toEqual([890, 1009])
  })

  it('grows backwards, and then lets go of the newest, so that it never gets slow', () => {
    let window = newestRows
    let largest = 0
    for (let next = further(window, rows); next; next = further(window, rows)) {
      window = next
      largest = Math.max(largest, rowsIn(rows, window).length)
    }
    expect(rowsIn(rows, window)[0]?.at).toBe(0)
    expect(largest).toBe(360)
  })

  it('comes back to the newest', () => {
    let window: RowWindow = { last: '699', drawn: 360 }
    for (let step = 0; step < 3; step += 1) window = nearer(window, rows)
    expect(span(window)).toEqual([640, 999])
    expect(window.last).toBeNull()
  })

  it('keeps what is read when it grows towards the newest after a jump', () => {
    const [first, last] = span(nearer(rowsAround(500, rows), rows))
    expect([first, last]).toEqual([440, 679])
  })

  it.each([
    ['earlier rows come', numbered(-200, 1000)],
    ['later rows come', numbered(0, 1200)],
    ['later rows are let go', numbered(0, 900)],
  ])('stays the same when %s', (_, others) => {
    const window: RowWindow = { last: '879', drawn: 360 }
    expect(span(window, others)).toEqual(span(window))
  })

  it('stays at what is the newest now, once it is held there', () => {
    expect(span(heldAt(newestRows, rows), numbered(0, 1200))).toEqual([880, 999])
  })

  it('stays where it was when its last row goes', () => {
    const window: RowWindow = { last: '879', drawn: 360 }
    const without = rows.filter(({ at }) => at !== 879)
    expect(rowsIn(without, window, rowsIn(rows, window)).at(-1)?.at).toBe(878)
  })

  it.each([
    [500, [440, 559]],
    [10, [0, 69]],
    [999, [880, 999]],
  ])('is what stands around row %i when somebody goes there', (at, expected) => {
    expect(span(rowsAround(at, rows))).toEqual(expected)
  })

  it('is everything of a short one', () => {
    const short = numbered(0, 3)
    expect(rowsIn(short, newestRows)).toEqual(short)
    expect(further(newestRows, short)).toBeNull()
  })
})
