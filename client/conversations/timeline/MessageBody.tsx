import FileQuestion from 'lucide-solid/icons/file-question-mark'
import Trash from 'lucide-solid/icons/trash'
import { Match, Show, Switch } from 'solid-js'
import { useFormat, useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import type { MessageBody as MessageBodyKinds, RoomView, TimelineItem } from '../../matrix/types.ts'
import { useConversation } from '../conversation-context.ts'
import { EventBody } from './EventBody.tsx'
import { PlainText } from './PlainText.tsx'
import { RichText } from './RichText.tsx'
import styles from './timeline.module.css'
import { Undecryptable } from './Undecryptable.tsx'

export const MessageBody = (props: { item: TimelineItem; room: RoomView }) => {
  const w = useWords(conversationWords)
  const text = () => (props.item.body.kind === 'text' ? props.item.body : null)
  const redacted = () => (props.item.body.kind === 'redacted' ? props.item.body : null)
  const undecryptable = () => (props.item.body.kind === 'undecryptable' ? props.item.body : null)
  return (
    <Switch fallback={<Line icon={FileQuestion} text={w().unknownEvent} />}>
      <Match when={text()}>{(body) => <Text body={body()} senderName={props.item.senderName} />}</Match>
      <Match when={undecryptable()}>{(body) => <Undecryptable item={props.item} reason={body().reason} />}</Match>
      <Match when={redacted()}>{(body) => <Deleted body={body()} />}</Match>
      <Match when={props.item.body.kind === 'event'}>
        <EventBody item={props.item} room={props.room} />
      </Match>
    </Switch>
  )
}

type LineProps = { icon: typeof Trash; text: string }

const Line = (props: LineProps) => (
  <p class={styles['eventLine']}>
    <props.icon size={16} aria-hidden="true" /> <span>{props.text}</span>
  </p>
)

/** Who deleted it and when, which everybody may know. */
const Deleted = (props: { body: Extract<MessageBodyKinds, { kind: 'redacted' }> }) => {
  const w = useWords(messageWords)
  const format = useFormat()
  const { session } = useConversation()
  const sentence = () => {
    const { by, byName, at } = props.body
    if (!by || at === null) return w().deleted
    const when = format.relative(at)
    return by === session.userId ? w().deletedByYou(when) : w().deletedBy(byName, when)
  }
  return <Line icon={Trash} text={sentence()} />
}

const Text = (props: { body: Extract<MessageBodyKinds, { kind: 'text' }>; senderName: string }) => (
  <div class={styles['said']} data-manner={props.body.manner}>
    <Show when={props.body.manner === 'emote'}>
      <span class={styles['doer']}>{props.senderName} </span>
    </Show>
    <Show
      when={props.body.html}
      fallback={
        <p class={styles['text']}>
          <PlainText text={props.body.text} />
        </p>
      }
    >
      {(html) => <RichText html={html()} text={props.body.text} />}
    </Show>
  </div>
)
