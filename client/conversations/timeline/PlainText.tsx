import { createMemo, For } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { linkify } from './linkify.ts'

/** A text with the web addresses in it. */
export const PlainText = (props: { text: string }) => {
  const w = useWords(conversationWords)
  const parts = createMemo(() => linkify(props.text))
  return (
    <For each={parts()}>
      {(part) =>
        part.kind === 'link' ? (
          <a href={part.href} target="_blank" rel="noopener noreferrer" title={w().linkHint}>
            {part.text}
          </a>
        ) : (
          part.text
        )
      }
    </For>
  )
}
