import type { PixelPoint, Shape } from '#shared/dicom/annotations.ts'

/** What is measured by placing points on the picture, with a pointer or with keys. */
export const measuringTools = ['length', 'angle', 'roi'] as const
export type MeasuringTool = (typeof measuringTools)[number]

const pointsOf: Record<MeasuringTool, number> = { length: 2, angle: 3, roi: 2 }
/** Shorter than this, in pixels of the picture, was a slip. */
const shortest = 1

const shapeOf = (tool: MeasuringTool, points: readonly PixelPoint[]): Shape | null => {
  const [one, other, third] = points
  if (!one || !other) return null
  if (tool === 'roi') return { kind: 'roi', points: [one, other] }
  return tool === 'angle' && third
    ? { kind: 'angle', points: [one, other, third] }
    : { kind: 'length', points: [one, other] }
}

/** What it would be if the next point were here; an angle begins as a line. */
export const draftOf = (tool: MeasuringTool, placed: readonly PixelPoint[], next: PixelPoint): Shape | null =>
  shapeOf(tool, [...placed, next])

/** Places one point more; the shape when that was the last one. */
export const placedWith = (
  tool: MeasuringTool,
  placed: readonly PixelPoint[],
  point: PixelPoint,
): { placed: readonly PixelPoint[]; shape: Shape | null } => {
  const last = placed.at(-1)
  if (last && Math.hypot(point.x - last.x, point.y - last.y) < shortest) return { placed, shape: null }
  const points = [...placed, point]
  return points.length < pointsOf[tool] ? { placed: points, shape: null } : { placed: [], shape: shapeOf(tool, points) }
}

/** A step on the screen as a step in the picture, which may be turned. */
export const turnedStep = (right: number, down: number, quarterTurns: number): PixelPoint =>
  [
    { x: right, y: down },
    { x: down, y: -right },
    { x: -right, y: -down },
    { x: -down, y: right },
  ][quarterTurns % 4] ?? { x: right, y: down }
