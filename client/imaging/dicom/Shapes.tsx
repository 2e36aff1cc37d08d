import { For, Match, Show, Switch } from 'solid-js'
import type { PixelPoint, Shape } from '#shared/dicom/annotations.ts'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import styles from './Dicom.module.css'
import { ellipseOf, measure, type Spacing } from './measure.ts'
import { saidOf } from './measured-words.ts'
import type { StackView } from './stack-view.ts'

type Props = {
  view: StackView
  /** Changes with everything that moves the picture. */
  shown: unknown
  shapes: readonly Shape[]
  spacing: Spacing | null
}

/** Over the picture, at the same place of it however it is moved and turned. */
export const Shapes = (props: Props) => (
  <svg class={styles['shapes']} aria-hidden="true">
    <For each={props.shapes}>{(shape) => <Drawn {...props} shape={shape} />}</For>
  </svg>
)

const Drawn = (props: Props & { shape: Shape }) => {
  const w = useWords(imagingWords)
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
        <text x={label().x + 8} y={label().y - 6}>
          {saidOf(w(), measure(props.shape, props.spacing, props.view.valueAt))}
        </text>
      </Show>
    </g>
  )
}
