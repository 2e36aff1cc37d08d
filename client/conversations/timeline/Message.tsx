import ShieldAlert from 'lucide-solid/icons/shield-alert'
import { Show } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { serverOf } from '#shared/matrix/ids.ts'
import { CoverLine } from '../../availability/index.ts'
import { useFormat, useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import type { TimelineItem } from '../../matrix/types.ts'
import { mediaOf } from '../../media/index.ts'
import { useClinicName } from '../../partners/index.ts'
import { Button, PriorityBadge } from '../../ui/index.ts'
import { UrgentStatus } from '../../urgent/index.ts'
import { useConversation } from '../conversation-context.ts'
import type { ActiveMessage } from './active-message.ts'
import { MessageBody } from './MessageBody.tsx'
import { MessageToolbar } from './MessageToolbar.tsx'
import { Reactions } from './Reactions.tsx'
import { ReplyQuote } from './ReplyQuote.tsx'
import { SendMark } from './SendMark.tsx'
import styles from './timeline.module.css'
import { UnsentActions } from './UnsentActions.tsx'

type Props = {
  item: TimelineItem
  isFirst: boolean
  isNewestOwn: boolean
  isActive: boolean
  /** Somebody was led here. */
  isMarked: boolean
  active: ActiveMessage
}

/** What somebody said: who and from where, what, when, and how far it has come. */
export const Message = (props: Props) => {
  const w = useWords(conversationWords)
  const format = useFormat()
  const words = useWords(messageWords)
  const clinicName = useClinicName()
  const { session, room, ask, duty } = useConversation()
  const role = () => duty.speakerOf(props.item)
  /** Has an edge and a warning of its own. */
  const isCard = () => {
    const kind = mediaOf(props.item)?.kind
    if (kind) return kind !== 'voice' && kind !== 'audio'
    return props.item.body.kind === 'event' && props.item.body.type === eventTypes.caseFile
  }
  const isUnsafe = () => !props.item.isEncrypted && props.item.body.kind !== 'redacted' && !isCard()

  const urgentItem = () => (props.item.urgent ? { ...props.item, urgent: props.item.urgent } : null)

  const isNamed = () => {
    const { isOwn, mentions, sender } = props.item
    if (isOwn) return false
    return mentions.userIds.includes(session.userId) || (mentions.isEverybody && room.mayCallEverybody(sender))
  }
  /** What stands in the outbox for it and cannot go on by itself: the message, or something about it. */
  const failed = () => {
    const { key, send, pending } = props.item
    if (send?.state === 'failed') return { txnId: key, error: send.error }
    return pending?.state === 'failed' ? pending : null
  }
  /** Goes on by itself, and may take long. */
  const heldBack = () => {
    const { key, send } = props.item
    return send?.error === 'partner-unreachable' && send.state !== 'failed' ? key : null
  }

  return (
    <article
      class={styles['message']}
      data-key={props.item.key}
      tabindex="-1"
      classList={{
        [styles['own'] ?? '']: props.item.isOwn,
        [styles['isCard'] ?? '']: isCard(),
        [styles['first'] ?? '']: props.isFirst,
        [styles['marked'] ?? '']: props.isMarked,
        [styles['named'] ?? '']: isNamed(),
        [styles['unsent'] ?? '']: props.item.send?.state === 'failed',
      }}
    >
      <p
        class={styles['sender']}
        classList={{ [styles['hidden'] ?? '']: (props.item.isOwn && !role()) || !props.isFirst }}
      >
        <strong>{role() ?? (props.item.isOwn ? w().you : props.item.senderName)}</strong>{' '}
        <span class={styles['muted']}>{clinicName(serverOf(props.item.sender))}</span>
      </p>
      <div class={styles['line']}>
        <div class={styles['bubble']}>
          <Show when={props.item.cover}>{(cover) => <CoverLine cover={cover()} />}</Show>
          <Show when={isNamed()}>
            <p class={styles['hidden']}>{words().namesYou}</p>
          </Show>
          <Show when={props.item.reply}>{(reply) => <ReplyQuote reply={reply()} />}</Show>
          <Show when={props.item.urgent}>{(urgent) => <PriorityBadge priority={urgent().priority} />}</Show>
          <div data-body>
            <MessageBody item={props.item} room={room} />
          </div>
          <Show when={urgentItem()}>{(item) => <UrgentStatus item={item()} />}</Show>
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
          <Show when={props.item.versions}>
            <button
              type="button"
              class={styles['mark']}
              title={words().actions.versions}
              tabindex={props.isActive ? 0 : -1}
              onClick={() => ask({ kind: 'versions', key: props.item.key })}
            >
              {words().edited}
            </button>
          </Show>
          <Show when={props.item.pending?.kind === 'deletion'}>
            <span>{words().deleting}</span>
          </Show>
          <Show when={props.item.send}>
            {(send) => <SendMark item={props.item} send={send()} isNewest={props.isNewestOwn} />}
          </Show>
        </div>
        <Show when={props.isActive}>
          <MessageToolbar
            item={props.item}
            isMenuOpen={props.active.isMenuOpen()}
            onMenuOpen={props.active.setMenuOpen}
          />
        </Show>
      </div>
      <Show when={props.item.reactions.length > 0}>
        <Reactions item={props.item} />
      </Show>
      <Show when={props.item.send?.state === 'waiting' && props.item.send.error === 'rate-limited'}>
        <p role="status" class={styles['muted']}>
          {w().tooFast}
        </p>
      </Show>
      <Show when={heldBack()}>
        {(txnId) => (
          <div class={styles['unsentActions']} role="status">
            <p>{w().heldBack}</p>
            <Button variant="quiet" onClick={() => void session.outbox.discard(txnId())}>
              {w().discard}
            </Button>
          </div>
        )}
      </Show>
      <Show when={failed()}>{(entry) => <UnsentActions txnId={entry().txnId} error={entry().error} />}</Show>
    </article>
  )
}
