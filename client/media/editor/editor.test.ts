import { describe, expect, it } from 'vitest'
import { blurred, cellSize } from './blurred.ts'
import { frameBetween, isFrame, middleFrame, movedFrame, percentsOf, resizedFrame } from './frame.ts'

const size = { width: 400, height: 300 }

describe('a frame on a picture', () => {
  it('is drawn from any corner, and ends where the picture ends', () => {
    expect(frameBetween({ x: 50, y: 60 }, { x: 10, y: 20 }, size)).toEqual({ x: 10, y: 20, width: 40, height: 40 })
    expect(frameBetween({ x: -5, y: 280 }, { x: 900, y: 900 }, size)).toEqual({ x: 0, y: 280, width: 400, height: 20 })
  })

  it('is moved and resized by keys without leaving the picture', () => {
    const frame = middleFrame(size)
    expect(movedFrame(frame, 1_000, -1_000, size)).toEqual({ ...frame, x: 240, y: 0 })
    expect(resizedFrame(frame, 1_000, 1_000, size)).toEqual({ ...frame, width: 280, height: 210 })
    expect(resizedFrame(frame, -1_000, -1_000, size)).toEqual({ ...frame, width: 8, height: 8 })
    expect(percentsOf(frame, size)).toEqual([30, 30, 40, 40])
  })

  it('is none when somebody only pressed', () => {
    expect(isFrame(frameBetween({ x: 5, y: 5 }, { x: 6, y: 6 }, size), size)).toBe(false)
    expect(isFrame(middleFrame(size), size)).toBe(true)
  })
})

describe('what is made unrecognisable', () => {
  const region = { width: 60, height: 24 }
  const cell = 12
  const shade = (colourAt: (x: number, y: number) => number) => {
    const pixels = new Uint8ClampedArray(region.width * region.height * 4).fill(255)
    for (let y = 0; y < region.height; y += 1)
      for (let x = 0; x < region.width; x += 1)
        pixels.fill(colourAt(x, y), (y * region.width + x) * 4, (y * region.width + x) * 4 + 3)
    return pixels
  }

  it('says nothing about what was there but a few colours: two pictures with the same ones look the same', () => {
    const stripes = shade((x) => (x % 2 === 0 ? 0 : 200))
    const squares = shade((x, y) => (Math.floor(x / 3) % 2 === Math.floor(y / 3) % 2 ? 0 : 200))
    const plain = shade(() => 100)
    expect(stripes).not.toEqual(squares)
    expect(blurred(stripes, region, cell)).toEqual(blurred(plain, region, cell))
    expect(blurred(squares, region, cell)).toEqual(blurred(plain, region, cell))
  })

  it('loses small differences of colour too', () => {
    expect(
      blurred(
        shade(() => 100),
        region,
        cell,
      ),
    ).toEqual(
      blurred(
        shade(() => 97),
        region,
        cell,
      ),
    )
  })

  it('keeps the large ones, so that the picture stays a picture', () => {
    const half = blurred(
      shade((x) => (x < 30 ? 0 : 240)),
      region,
      cell,
    )
    expect(half[0]).toBe(0)
    expect(half[(region.width - 1) * 4]).toBe(240)
  })

  it('has cells that are coarse for the place and for the whole picture', () => {
    expect(cellSize({ width: 300, height: 100 }, { width: 400, height: 300 })).toBe(20)
    expect(cellSize({ width: 10, height: 10 }, { width: 100, height: 100 })).toBe(12)
    expect(cellSize({ width: 300, height: 40 }, { width: 4096, height: 3072 })).toBe(86)
  })
})
