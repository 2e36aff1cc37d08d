import styles from './Skeleton.module.css'

/** Keeps the place, in the size of what comes; silent, because what waits says so itself (`aria-busy`). */
export const Skeleton = (props: { width?: string; height?: string; round?: boolean }) => (
  <span
    class={styles['skeleton']}
    data-round={props.round ? '' : undefined}
    style={{ width: props.width ?? '100%', height: props.height ?? '1rem' }}
    aria-hidden="true"
  />
)
