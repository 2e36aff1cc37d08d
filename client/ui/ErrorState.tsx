import CircleAlert from 'lucide-solid/icons/circle-alert'
import { type JSX, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { uiWords } from '../i18n/words/ui.ts'
import { Button } from './Button.tsx'
import styles from './State.module.css'

type ErrorStateProps = {
  title: string
  text?: string
  onRetry?: () => void
  /** Another way out, after the button that tries again. */
  action?: JSX.Element
}

/** Stands where the content would have stood. */
export const ErrorState = (props: ErrorStateProps) => {
  const w = useWords(uiWords)
  return (
    <div class={styles['state']} role="alert">
      <CircleAlert size={32} class={styles['errorIcon']} aria-hidden="true" />
      <p class={styles['title']}>{props.title}</p>
      <Show when={props.text}>
        <p class={styles['text']}>{props.text}</p>
      </Show>
      <Show when={props.onRetry || props.action}>
        <div class={styles['actions']}>
          <Show when={props.onRetry}>
            <Button onClick={() => props.onRetry?.()}>{w().retry}</Button>
          </Show>
          {props.action}
        </div>
      </Show>
    </div>
  )
}
