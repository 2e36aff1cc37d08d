import type { JSX } from 'solid-js'
import styles from './VisuallyHidden.module.css'

/** Read out, not seen. */
export const VisuallyHidden = (props: { children: JSX.Element }) => (
  <span class={styles['hidden']}>{props.children}</span>
)
