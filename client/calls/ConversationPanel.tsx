import X from 'lucide-solid/icons/x'
import { onMount, type ParentProps } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { IconButton, onEscape } from '../ui/index.ts'
import styles from './CallPanel.module.css'

/** The room's own conversation beside its call: what is written here stays there. */
export const ConversationPanel = (props: ParentProps<{ onClose(): void }>) => {
  const w = useWords(callWords)
  let heading: HTMLHeadingElement | undefined
  onMount(() => heading?.focus())
  return (
    <aside
      class={styles['panel']}
      classList={{ [styles['conversation'] ?? '']: true }}
      aria-label={w().conversation}
      onKeyDown={onEscape(() => props.onClose())}
    >
      <header class={styles['header']}>
        <h2 ref={heading} tabindex="-1" class={styles['heading']}>
          {w().conversation}
        </h2>
        <IconButton size="small" label={w().closePanel} icon={X} onClick={() => props.onClose()} />
      </header>
      {props.children}
    </aside>
  )
}
