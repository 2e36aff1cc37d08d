import { type JSX, Show } from 'solid-js'
import styles from './PageHeader.module.css'

type PageHeaderProps = {
  title: string
  text?: string
  /** A way back, before the title. */
  back?: JSX.Element
  /** Buttons at the end. */
  actions?: JSX.Element
}

export const PageHeader = (props: PageHeaderProps) => (
  <header class={styles['header']}>
    {props.back}
    <div class={styles['text']}>
      <h1 class={styles['title']}>{props.title}</h1>
      <Show when={props.text}>
        <p class={styles['description']}>{props.text}</p>
      </Show>
    </div>
    <Show when={props.actions}>
      <div class={styles['actions']}>{props.actions}</div>
    </Show>
  </header>
)
