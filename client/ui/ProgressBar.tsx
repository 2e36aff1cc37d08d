import { Show } from 'solid-js'
import { useFormat } from '../i18n/index.ts'
import styles from './ProgressBar.module.css'

type ProgressBarProps = {
  /** What is being done. */
  label: string
  /** Share that is done, 0 to 1; left out when nobody knows. */
  value?: number
  /** Instead of the percentage: "3 of 12 MB". */
  text?: string
}

export const ProgressBar = (props: ProgressBarProps) => {
  const format = useFormat()
  const share = () => (props.value === undefined ? undefined : Math.min(1, Math.max(0, props.value)))
  const amount = () => {
    const done = share()
    return props.text ?? (done === undefined ? '' : format.percent(done))
  }
  const percent = () => {
    const done = share()
    return done === undefined ? undefined : Math.round(done * 100)
  }
  return (
    <div
      class={styles['progress']}
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent()}
      aria-valuetext={amount() || undefined}
    >
      <span class={styles['line']}>
        <span class={styles['label']}>{props.label}</span>
        <Show when={amount()}>
          <span class={styles['amount']}>{amount()}</span>
        </Show>
      </span>
      <span class={styles['track']}>
        <span
          class={styles['done']}
          data-unknown={share() === undefined ? '' : undefined}
          style={share() === undefined ? undefined : { transform: `scaleX(${share()})` }}
        />
      </span>
    </div>
  )
}
