import type { Size } from './frame.ts'

/**
 * Makes pixels unrecognisable so that nobody gets them back: each cell is reduced to one colour, in few steps, and the
 * result is drawn from these colours alone. A mere blur can be turned back to a good part.
 */

/** So few cells across the shorter side leave no letter and no face. */
const cellsAcross = 5
const leastCell = 12
/** And never finer than this part of the whole picture. */
const finestPart = 48
const colourStep = 16

export const cellSize = (region: Size, picture: Size): number =>
  Math.max(
    leastCell,
    Math.ceil(Math.min(region.width, region.height) / cellsAcross),
    Math.ceil(Math.max(picture.width, picture.height) / finestPart),
  )

type Pixels = Uint8ClampedArray<ArrayBuffer>

/** The mean colour of each cell, in steps. */
const meansOf = (pixels: Pixels, { width, height }: Size, cell: number) => {
  const columns = Math.ceil(width / cell)
  const rows = Math.ceil(height / cell)
  const sums = new Float64Array(columns * rows * 4)
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / cell)
    for (let x = 0; x < width; x += 1) {
      const at = (row * columns + Math.floor(x / cell)) * 4
      const from = (y * width + x) * 4
      for (let channel = 0; channel < 3; channel += 1)
        sums[at + channel] = (sums[at + channel] ?? 0) + (pixels[from + channel] ?? 0)
      sums[at + 3] = (sums[at + 3] ?? 0) + 1
    }
  }
  const colour = (column: number, row: number, channel: number): number => {
    const at = (Math.min(rows - 1, Math.max(0, row)) * columns + Math.min(columns - 1, Math.max(0, column))) * 4
    const mean = (sums[at + channel] ?? 0) / (sums[at + 3] ?? 1)
    return Math.round(mean / colourStep) * colourStep
  }
  return colour
}

/** In place of `pixels` (RGBA): the colours of the cells, running into each other. */
export const blurred = (pixels: Pixels, region: Size, cell: number): Pixels => {
  const { width, height } = region
  const colour = meansOf(pixels, region, cell)
  const out = new Uint8ClampedArray(pixels.length)
  for (let y = 0; y < height; y += 1) {
    const row = (y + 0.5) / cell - 0.5
    const above = Math.floor(row)
    const down = row - above
    for (let x = 0; x < width; x += 1) {
      const column = (x + 0.5) / cell - 0.5
      const left = Math.floor(column)
      const right = column - left
      const to = (y * width + x) * 4
      for (let channel = 0; channel < 3; channel += 1) {
        const upper = colour(left, above, channel) * (1 - right) + colour(left + 1, above, channel) * right
        const lower = colour(left, above + 1, channel) * (1 - right) + colour(left + 1, above + 1, channel) * right
        out[to + channel] = Math.round(upper * (1 - down) + lower * down)
      }
      out[to + 3] = 255
    }
  }
  return out
}
