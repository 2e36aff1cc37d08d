import { Show } from 'solid-js'
import styles from './Spinner.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

/** Appears only after 300 ms, so that what is quick does not flicker. */
export const Spinner = (props: { label?: string; size?: number }) => (
  <span class={styles['spinner']} style={props.size ? { 'font-size': `${props.size}px` } : undefined}>
    <Show when={props.label}>{(label) => <VisuallyHidden>{label()}</VisuallyHidden>}</Show>
  </span>
)
