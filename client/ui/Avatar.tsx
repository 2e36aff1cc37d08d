import { Show } from 'solid-js'
import styles from './Avatar.module.css'
import { hueOf, initialsOf } from './initials.ts'

/** Initials beside a name that is written out: decoration for the eye, silent for a reader. */
export const Avatar = (props: {
  name: string
  size?: 'small' | 'normal' | 'large'
  src?: string
  isAway?: boolean
}) => (
  <span
    class={styles['avatar']}
    data-size={props.size ?? 'normal'}
    data-hue={hueOf(props.name)}
    data-away={props.isAway ? '' : undefined}
    aria-hidden="true"
  >
    <Show when={props.src} fallback={initialsOf(props.name)}>
      {(src) => <img src={src()} alt="" />}
    </Show>
  </span>
)
