import styles from './CornerCount.module.css'
import { shortCount } from './short-count.ts'

/** How much is new behind a sign, at its corner; for the eye: who listens is told in words. */
export const CornerCount = (props: { count: number; isUrgent?: boolean | undefined }) => (
  <span class={styles['count']} data-urgent={props.isUrgent ? '' : undefined} aria-hidden="true">
    {shortCount(props.count)}
  </span>
)
