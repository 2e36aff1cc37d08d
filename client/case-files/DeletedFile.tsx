import type { JSX } from 'solid-js'
import styles from './case-files.module.css'

/** A file that was there once. */
export const DeletedFile = (props: { name: string; detail: JSX.Element }) => (
  <div class={styles['gone']}>
    <span class={styles['name']}>{props.name}</span>
    <span class={styles['facts']}>{props.detail}</span>
  </div>
)
