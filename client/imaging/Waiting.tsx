import { Spinner } from '../ui/index.ts'
import styles from './Viewer.module.css'

/** Says what it is that takes time. */
export const Waiting = (props: { text: string }) => (
  <p class={styles['waiting']} role="status">
    <Spinner />
    {props.text}
  </p>
)
