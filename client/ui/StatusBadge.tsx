import type { JSX } from 'solid-js'
import styles from './Badge.module.css'
import type { Tone } from './tone.ts'

export const StatusBadge = (props: { tone?: Tone | 'neutral'; children: JSX.Element }) => (
  <span class={styles['badge']} data-tone={props.tone ?? 'neutral'}>
    <span class={styles['dot']} aria-hidden="true" />
    {props.children}
  </span>
)
