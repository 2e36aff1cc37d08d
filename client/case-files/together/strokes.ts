/** What is drawn on a frozen picture, in its pixels. */
export type Spot = { x: number; y: number }
export type Stroke = { kind: 'pen'; points: readonly Spot[] } | { kind: 'arrow'; from: Spot; to: Spot }
export type StrokeTool = Stroke['kind']

/** Nearer than this is where one already is. */
const leastStep = 2

export const beginStroke = (kind: StrokeTool, at: Spot): Stroke =>
  kind === 'pen' ? { kind, points: [at] } : { kind, from: at, to: at }

export const extended = (stroke: Stroke, to: Spot): Stroke => {
  if (stroke.kind === 'arrow') return { ...stroke, to }
  const last = stroke.points.at(-1)
  return last && Math.hypot(to.x - last.x, to.y - last.y) < leastStep
    ? stroke
    : { ...stroke, points: [...stroke.points, to] }
}

/** A slip of the hand is none. */
export const isStroke = (stroke: Stroke): boolean =>
  stroke.kind === 'pen'
    ? stroke.points.length > 1
    : Math.hypot(stroke.to.x - stroke.from.x, stroke.to.y - stroke.from.y) >= 2 * leastStep

/** How wide lines are on a picture of this size, so that they are seen on a large one, too. */
export const lineWidthFor = ({ width, height }: { width: number; height: number }): number =>
  Math.max(2, Math.round(Math.max(width, height) / 240))

/** The two ends of an arrow's head. */
export const headOf = (from: Spot, to: Spot, lineWidth: number): [Spot, Spot] => {
  const turn = Math.atan2(to.y - from.y, to.x - from.x)
  const length = Math.min(6 * lineWidth, Math.hypot(to.x - from.x, to.y - from.y))
  const at = (angle: number): Spot => ({
    x: to.x - length * Math.cos(turn + angle),
    y: to.y - length * Math.sin(turn + angle),
  })
  return [at(Math.PI / 7), at(-Math.PI / 7)]
}

/** As lines from spot to spot. */
export const linesOf = (stroke: Stroke, lineWidth: number): (readonly Spot[])[] => {
  if (stroke.kind === 'pen') return [stroke.points]
  const { from, to } = stroke
  const [one, other] = headOf(from, to, lineWidth)
  return [
    [from, to],
    [one, to, other],
  ]
}

type Paper = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'lineTo' | 'stroke' | 'lineWidth' | 'strokeStyle' | 'lineCap' | 'lineJoin'
>

/** Yellow with a dark edge, which is seen on black and on white. */
export const drawStrokes = (paper: Paper, strokes: readonly Stroke[], lineWidth: number): void => {
  paper.lineCap = 'round'
  paper.lineJoin = 'round'
  for (const [strokeStyle, width] of [
    ['#000000', lineWidth * 2],
    ['#ffd24a', lineWidth],
  ] as const) {
    paper.strokeStyle = strokeStyle
    paper.lineWidth = width
    for (const line of strokes.flatMap((stroke) => linesOf(stroke, lineWidth))) {
      paper.beginPath()
      for (const [at, { x, y }] of line.entries())
        if (at === 0) paper.moveTo(x, y)
        else paper.lineTo(x, y)
      paper.stroke()
    }
  }
}
