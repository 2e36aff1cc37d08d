import type { DataSet } from 'dicom-parser'
import type { PixelPoint, Shape } from '#shared/dicom/annotations.ts'

/**
 * Size of a pixel in mm, over its column and its row. `detector`: where the rays arrive, which shows things larger than
 * they are (PS3.3 section 10.7.1.3).
 */
export type Spacing = { column: number; row: number; of: 'patient' | 'detector' }

const pair = (value: string | undefined): [number, number] | null => {
  const [row = Number.NaN, column = Number.NaN] = (value ?? '').split('\\').map(Number)
  return row > 0 && column > 0 ? [row, column] : null
}

const item = (dataSet: DataSet | undefined, tag: string, at = 0): DataSet | undefined =>
  dataSet?.elements[tag]?.items?.[at]?.dataSet

/** Ultrasound says it per region; one that covers the picture in cm is enough. */
const ultrasound = (dataSet: DataSet): Spacing | null => {
  const regions = dataSet.elements['x00186011']?.items ?? []
  const region = regions[0]?.dataSet
  const isInCm = region?.uint16('x00186024') === 3 && region.uint16('x00186026') === 3
  const [column, row] = [region?.double('x0018602c') ?? 0, region?.double('x0018602e') ?? 0]
  return regions.length === 1 && isInCm && column > 0 && row > 0
    ? { column: column * 10, row: row * 10, of: 'patient' }
    : null
}

/** Null: only pixels can be counted. */
export const spacingOf = (dataSet: DataSet, frame: number): Spacing | null => {
  const perFrame = item(dataSet, 'x52009230', frame)
  const shared = item(dataSet, 'x52009229')
  const enhanced = [perFrame, shared].map((group) => item(group, 'x00289110')?.string('x00280030'))
  const patient = pair(dataSet.string('x00280030')) ?? pair(enhanced[0]) ?? pair(enhanced[1])
  if (patient) return { row: patient[0], column: patient[1], of: 'patient' }
  const detector = pair(dataSet.string('x00181164'))
  if (detector) return { row: detector[0], column: detector[1], of: 'detector' }
  return ultrasound(dataSet)
}

const across = (from: PixelPoint, to: PixelPoint, spacing: Spacing | null): [number, number] => [
  (to.x - from.x) * (spacing?.column ?? 1),
  (to.y - from.y) * (spacing?.row ?? 1),
]

/** In mm, or in pixels without a spacing. */
export const lengthOf = (from: PixelPoint, to: PixelPoint, spacing: Spacing | null): number =>
  Math.hypot(...across(from, to, spacing))

/** In degrees, 0 to 180. */
export const angleOf = (one: PixelPoint, at: PixelPoint, other: PixelPoint, spacing: Spacing | null): number => {
  const [ax, ay] = across(at, one, spacing)
  const [bx, by] = across(at, other, spacing)
  return Math.abs((Math.atan2(ax * by - ay * bx, ax * bx + ay * by) * 180) / Math.PI)
}

export type Ellipse = { x: number; y: number; radiusX: number; radiusY: number }

export const ellipseOf = (one: PixelPoint, other: PixelPoint): Ellipse => ({
  x: (one.x + other.x) / 2,
  y: (one.y + other.y) / 2,
  radiusX: Math.abs(one.x - other.x) / 2,
  radiusY: Math.abs(one.y - other.y) / 2,
})

/** In mm² or pixels. */
export const areaOf = ({ radiusX, radiusY }: Ellipse, spacing: Spacing | null): number =>
  Math.PI * radiusX * (spacing?.column ?? 1) * radiusY * (spacing?.row ?? 1)

export type Statistics = { mean: number; deviation: number; min: number; max: number }

/** Of the pixels whose middle lies inside; null for colours, and when there are none. */
export const statisticsOf = (
  { x, y, radiusX, radiusY }: Ellipse,
  valueAt: (pixel: PixelPoint) => number | null,
): Statistics | null => {
  let [count, sum, squares, min, max] = [0, 0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = Math.ceil(y - radiusY); row <= y + radiusY; row += 1)
    for (let column = Math.ceil(x - radiusX); column <= x + radiusX; column += 1) {
      if (((column - x) / radiusX) ** 2 + ((row - y) / radiusY) ** 2 > 1) continue
      const value = valueAt({ x: column, y: row })
      if (value === null) continue
      count += 1
      sum += value
      squares += value * value
      min = Math.min(min, value)
      max = Math.max(max, value)
    }
  if (count === 0) return null
  const mean = sum / count
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)), min, max }
}

export type Measured =
  | { kind: 'length'; value: number; spacing: Spacing | null }
  | { kind: 'angle'; value: number }
  | { kind: 'roi'; area: number; spacing: Spacing | null; statistics: Statistics | null }
  | { kind: 'key-image' }

export const measure = (
  shape: Shape,
  spacing: Spacing | null,
  valueAt: (pixel: PixelPoint) => number | null,
): Measured => {
  switch (shape.kind) {
    case 'length':
      return { kind: 'length', value: lengthOf(...shape.points, spacing), spacing }
    case 'angle':
      return { kind: 'angle', value: angleOf(...shape.points, spacing) }
    case 'roi': {
      const ellipse = ellipseOf(...shape.points)
      return { kind: 'roi', area: areaOf(ellipse, spacing), spacing, statistics: statisticsOf(ellipse, valueAt) }
    }
    case 'key-image':
      return { kind: 'key-image' }
    default:
      return shape satisfies never
  }
}
