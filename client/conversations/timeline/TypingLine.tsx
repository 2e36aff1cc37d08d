import { Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import styles from './timeline.module.css'

/** Keeps its height when nobody writes, so that nothing jumps. */
export const TypingLine = (props: { names: string[] }) => {
  const w = useWords(conversationWords)
  return (
    <p class={styles['typing']}>
      <Show when={props.names.length > 0}>{w().isWriting(props.names)}</Show>
    </p>
  )
}
