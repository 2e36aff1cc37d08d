import { createResource } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import type { Reply } from '../../matrix/types.ts'
import { answerOf } from '../../ui/index.ts'
import { useConversation } from '../conversation-context.ts'
import { Quote } from '../Quote.tsx'
import styles from './timeline.module.css'

/** What a message answers; pressed, it leads there. */
export const ReplyQuote = (props: { reply: Reply }) => {
  const w = useWords(messageWords)
  const { room, jumpTo } = useConversation()
  const [found] = createResource(
    () => (props.reply.quoted ? null : props.reply.eventId),
    // Without an answer it stays "an earlier message".
    (eventId) => room.lookUp(eventId).catch(() => null),
  )
  return (
    <button
      type="button"
      class={styles['replyQuote']}
      title={w().goToAnswered}
      tabindex="-1"
      onClick={() => jumpTo(props.reply.eventId)}
    >
      <Quote quoted={props.reply.quoted ?? answerOf(found) ?? null} />
    </button>
  )
}
