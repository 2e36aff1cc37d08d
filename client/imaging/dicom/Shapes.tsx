import { createEffect, For, Match, onMount, Show, Switch } from 'solid-js'
import type { PixelPoint, Shape } from '#shared/dicom/annotations.ts'
import type { BlackArea } from '#shared/dicom/black-area.ts'
import styles from './Dicom.module.css'
import { ellipseOf } from './measure.ts'
import type { StackView } from './stack-view.ts'

/** Between a measured value and the edge of the picture, and how high it is, in pixels. */
const labelGap = 4
const labelHeight = 16

type Props = {
  view: StackView
  /** Changes with everything that moves the picture. */
  shown: unknown
  shapes: readonly Shape[]
  /** Covered, and gone when it leaves. */
  areas: readonly BlackArea[]
  /** Where the next point would be set by a key. */
  cursor: PixelPoint | null
  measuredOf(shape: Shape): string
}

/** Over the picture, at the same place of it however it is moved and turned. */
export const Shapes = (props: Props) => (
  <svg class={styles['shapes']} aria-hidden="true">
    <For each={props.areas}>{(area) => <Covered {...props} area={area} />}</For>
    <For each={props.shapes}>{(shape) => <Drawn {...props} shape={shape} />}</For>
    <Show when={props.cursor}>{(at) => <Cursor {...props} at={at()} />}</Show>
  </svg>
)

const Covered = (props: Props & { area: BlackArea }) => {
  const corners = () => {
    void props.shown
    const { x, y, width, height } = props.area
    // Coordinates are those of the middle of a pixel.
    const [left, top, right, bottom] = [x - 0.5, y - 0.5, x + width - 0.5, y + height - 0.5]
    return [
      { x: left, y: top },
      { x: right, y: top },
      { x: right, y: bottom },
      { x: left, y: bottom },
    ].map((corner) => props.view.toElement(corner))
  }
  return (
    <polygon
      class={styles['covered']}
      points={corners()
        .map(({ x, y }) => `${x},${y}`)
        .join(' ')}
    />
  )
}

const Cursor = (props: Props & { at: PixelPoint }) => {
  const placed = () => {
    void props.shown
    return props.view.toElement(props.at)
  }
  return (
    <path
      class={styles['cursor']}
      d={`M${placed().x - 14},${placed().y}h10m8,0h10M${placed().x},${placed().y - 14}v10m0,8v10`}
    />
  )
}

const Drawn = (props: Props & { shape: Shape }) => {
  const points = () => (props.shape.kind === 'key-image' ? [] : props.shape.points)
  const placed = () => {
    void props.shown
    return points().map((point) => props.view.toElement(point))
  }
  /** Turned with the picture: as a line of many points. */
  const outline = (): PixelPoint[] => {
    void props.shown
    const [one, other] = points()
    if (!one || !other) return []
    const { x, y, radiusX, radiusY } = ellipseOf(one, other)
    return Array.from({ length: 48 }, (_, at) => {
      const turn = (at / 48) * 2 * Math.PI
      return props.view.toElement({ x: x + radiusX * Math.cos(turn), y: y + radiusY * Math.sin(turn) })
    })
  }
  const line = (all: readonly PixelPoint[]) => all.map(({ x, y }) => `${x},${y}`).join(' ')
  const label = () => placed().reduce((right, point) => (point.x > right.x ? point : right), { x: 0, y: 0 })
  const said = () => props.measuredOf(props.shape)
  /** Beside the point furthest right, and on narrow screens as far left of it as it has to be read whole. */
  const place = (text: SVGTextElement) =>
    createEffect(() => {
      const { x, y } = label()
      void said()
      const within = text.ownerSVGElement?.getBoundingClientRect().width ?? 0
      const most = within - text.getComputedTextLength() - labelGap
      text.setAttribute('x', String(Math.max(labelGap, Math.min(x + 8, most))))
      text.setAttribute('y', String(Math.max(labelHeight, y - 6)))
    })
  return (
    <g>
      <Switch>
        <Match when={props.shape.kind === 'roi'}>
          <polygon points={line(outline())} />
        </Match>
        <Match when={props.shape.kind !== 'key-image'}>
          <polyline points={line(placed())} />
          <For each={placed()}>{({ x, y }) => <circle cx={x} cy={y} r="3" />}</For>
        </Match>
      </Switch>
      <Show when={props.shape.kind !== 'key-image'}>
        <text ref={(element) => onMount(() => place(element))}>{said()}</text>
      </Show>
    </g>
  )
}
