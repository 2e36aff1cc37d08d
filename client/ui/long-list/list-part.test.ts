import { describe, expect, it } from 'vitest'
import { firstPart, type ListPart, partWith, placeByKey } from './list-part.ts'

const total = 5000

describe('what is drawn of a long list', () => {
  it('stays while one is within it', () => {
    expect(partWith(0, firstPart, total)).toEqual(firstPart)
    expect(partWith(firstPart.to - 1, firstPart, total)).toEqual(firstPart)
  })
  it('grows where one comes to its end, at both sides', () => {
    expect(partWith(firstPart.to, firstPart, total)).toEqual({ from: 0, to: 120 })
    expect(partWith(4939, { from: 4940, to: 5000 }, total)).toEqual({ from: 4880, to: 5000 })
    expect(partWith(9, { from: 10, to: 70 }, total)).toEqual({ from: 0, to: 70 })
  })
  it('leaves behind what is far away while one goes on and on', () => {
    let part = firstPart
    for (let index = 0; index < 1_000; index += 10) part = partWith(index, part, total)
    expect(part).toEqual({ from: 780, to: 1_020 })
    for (let index = 990; index >= 0; index -= 10) part = partWith(index, part, total)
    expect(part).toEqual({ from: 0, to: 240 })
  })
  it('is another part far away, never longer than it was at first', () => {
    expect(partWith(total - 1, firstPart, total)).toEqual({ from: 4940, to: 5000 })
    expect(partWith(0, { from: 4940, to: 5000 }, total)).toEqual(firstPart)
    expect(partWith(2500, firstPart, total)).toEqual({ from: 2470, to: 2530 })
  })
  it('leads by arrows alone from the first entry to the last and back, without a gap', () => {
    let part: ListPart = firstPart
    const isDrawn = (index: number) => index >= part.from && index < part.to
    for (let index = 1; index < 400; index += 1) {
      part = partWith(index, part, 400)
      expect(isDrawn(index) && isDrawn(index - 1)).toBe(true)
    }
    part = { from: 340, to: 400 }
    for (let index = 339; index >= 0; index -= 1) {
      part = partWith(index, part, 400)
      expect(isDrawn(index) && isDrawn(index + 1)).toBe(true)
    }
  })
})

describe('a key in the list', () => {
  it('leads to the next entry, a screen on, and to both ends of the whole list', () => {
    expect(placeByKey('ArrowDown', 59, total, 10)).toBe(60)
    expect(placeByKey('ArrowUp', 59, total, 10)).toBe(58)
    expect(placeByKey('PageDown', 59, total, 10)).toBe(69)
    expect(placeByKey('PageUp', 59, total, 10)).toBe(49)
    expect(placeByKey('End', 59, total, 10)).toBe(total - 1)
    expect(placeByKey('Home', 59, total, 10)).toBe(0)
  })
  it('leads past neither end', () => {
    expect(placeByKey('ArrowDown', total - 1, total, 10)).toBe(total - 1)
    expect(placeByKey('PageUp', 3, total, 10)).toBe(0)
  })
  it('is left alone when it is another one', () => {
    expect(placeByKey('a', 3, total, 10)).toBe(null)
  })
})
