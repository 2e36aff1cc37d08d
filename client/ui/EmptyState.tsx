import { type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { Icon } from './icon.ts'
import styles from './State.module.css'

type EmptyStateProps = {
  icon?: Icon
  title: string
  text?: string
  action?: JSX.Element
  /** Where nothing else is on the page. */
  isPage?: boolean
}

/** Nothing here yet: says so, and what one could do. */
export const EmptyState = (props: EmptyStateProps) => (
  <div class={styles['state']}>
    <Show when={props.icon}>
      <Dynamic component={props.icon} size={32} class={styles['icon']} aria-hidden="true" />
    </Show>
    <Dynamic component={props.isPage ? 'h1' : 'p'} class={styles['title']}>
      {props.title}
    </Dynamic>
    <Show when={props.text}>
      <p class={styles['text']}>{props.text}</p>
    </Show>
    <Show when={props.action}>
      <div class={styles['actions']}>{props.action}</div>
    </Show>
  </div>
)
