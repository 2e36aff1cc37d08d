import { Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { messageWords } from '../i18n/words/messages.ts'
import { plainWords } from '../matrix/plain-words.ts'
import type { MessageBody, Quoted } from '../matrix/types.ts'
import styles from './conversations.module.css'

/** A message that another one is about: who, and the first words. */
export const Quote = (props: { quoted: Quoted | null }) => {
  const w = useWords(messageWords)
  const excerpt = (body: MessageBody): string => {
    switch (body.kind) {
      case 'text':
        return body.html === null ? body.text : plainWords(body.html)
      case 'redacted':
        return w().deletedQuote
      case 'undecryptable':
        return w().lockedQuote
      default:
        return w().otherQuote
    }
  }
  return (
    <span class={styles['quote']}>
      <Show when={props.quoted} fallback={<span class={styles['muted']}>{w().notLoaded}</span>}>
        {(quoted) => (
          <>
            <strong class={styles['quoteName']}>{quoted().senderName}</strong>
            <span class={styles['quoteText']}>{excerpt(quoted().body)}</span>
          </>
        )}
      </Show>
    </span>
  )
}
