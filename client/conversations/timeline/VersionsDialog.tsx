import { For } from 'solid-js'
import { useFormat, useWords } from '../../i18n/index.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import { Dialog } from '../../ui/index.ts'
import type { MessageDialogProps } from './message-dialog.ts'
import styles from './timeline.module.css'

/** Every text that a message had, the newest first. */
export const VersionsDialog = (props: MessageDialogProps) => {
  const w = useWords(messageWords)
  const format = useFormat()
  return (
    <Dialog open onOpenChange={() => props.onClose()} title={w().versionsTitle}>
      <ol class={styles['people']} reversed>
        <For each={props.item.versions?.toReversed()}>
          {({ text, at }, index) => (
            <li>
              <p class={styles['muted']}>
                <time datetime={new Date(at).toISOString()}>{format.fullMoment(at)}</time>{' '}
                {index() === 0 ? w().versionNow : ''}
              </p>
              <p class={styles['text']}>{text}</p>
            </li>
          )}
        </For>
      </ol>
    </Dialog>
  )
}
