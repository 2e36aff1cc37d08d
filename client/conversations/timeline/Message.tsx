import ShieldAlert from 'lucide-solid/icons/shield-alert'
import { Show } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { serverOf } from '#shared/matrix/ids.ts'
import { useFormat, useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import type { RoomView, TimelineItem } from '../../matrix/types.ts'
import { useClinicName } from '../../partners/index.ts'
import { MessageBody } from './MessageBody.tsx'
import { SendMark } from './SendMark.tsx'
import styles from './timeline.module.css'
import { UnsentActions } from './UnsentActions.tsx'

type Props = { item: TimelineItem; isFirst: boolean; isNewestOwn: boolean; room: RoomView }

/** What somebody said: who and from where, what, when, and how far it has come. */
export const Message = (props: Props) => {
  const w = useWords(conversationWords)
  const format = useFormat()
  const clinicName = useClinicName()
  const isCard = () => props.item.body.kind === 'event' && props.item.body.type === eventTypes.caseFile
  const isUnsafe = () => !props.item.isEncrypted && props.item.body.kind !== 'redacted' && !isCard()

  return (
    <article
      class={styles['message']}
      classList={{
        [styles['own'] ?? '']: props.item.isOwn,
        [styles['isCard'] ?? '']: isCard(),
        [styles['first'] ?? '']: props.isFirst,
        [styles['unsent'] ?? '']: props.item.send?.state === 'failed',
      }}
    >
      <p class={styles['sender']} classList={{ [styles['hidden'] ?? '']: props.item.isOwn || !props.isFirst }}>
        <strong>{props.item.isOwn ? w().you : props.item.senderName}</strong>{' '}
        <span class={styles['muted']}>{clinicName(serverOf(props.item.sender))}</span>
      </p>
      <div class={styles['line']}>
        <div class={styles['bubble']}>
          <MessageBody item={props.item} room={props.room} />
          <Show when={isUnsafe()}>
            <p class={styles['unsafe']}>
              <ShieldAlert size={16} aria-hidden="true" /> {w().inTheClear}
            </p>
          </Show>
        </div>
        <div class={styles['meta']}>
          <time datetime={new Date(props.item.at).toISOString()} title={format.fullMoment(props.item.at)}>
            {format.time(props.item.at)}
          </time>
          <Show when={props.item.send}>
            {(send) => <SendMark send={send()} room={props.room} isNewest={props.isNewestOwn} />}
          </Show>
        </div>
      </div>
      <Show when={props.item.send?.state === 'failed'}>
        <UnsentActions txnId={props.item.key} error={props.item.send?.error ?? null} />
      </Show>
    </article>
  )
}
