import { For } from 'solid-js'
import styles from './BarPlot.module.css'

type Bar = { label: string; value: number }

const height = 64
const gap = 0.2

/** One number for each of many days; drawn, and said in one sentence. What it shows in detail stands in a table beside it. */
export const BarPlot = (props: { label: string; bars: readonly Bar[] }) => {
  const most = () => Math.max(1, ...props.bars.map(({ value }) => value))
  return (
    <svg
      class={styles['plot']}
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${props.bars.length} ${height}`}
      preserveAspectRatio="none"
    >
      <line class={styles['ground']} x1="0" x2={props.bars.length} y1={height} y2={height} />
      <For each={props.bars}>
        {({ label, value }, at) => (
          <rect
            class={styles['bar']}
            x={at() + gap / 2}
            width={1 - gap}
            y={height - (value / most()) * height}
            height={(value / most()) * height}
          >
            <title>{`${label}: ${value}`}</title>
          </rect>
        )}
      </For>
    </svg>
  )
}
