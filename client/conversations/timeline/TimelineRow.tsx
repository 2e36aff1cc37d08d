import { For, Match, Show, Switch } from 'solid-js'
import { RosterNotice } from '../../duty/index.ts'
import { useFormat, useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import type { TimelineItem } from '../../matrix/types.ts'
import { watchSight } from '../../ui/index.ts'
import type { ActiveMessage } from './active-message.ts'
import { Message } from './Message.tsx'
import styles from './timeline.module.css'
import { outcomeOf, type Row } from './timeline-rows.ts'

type Props = {
  row: Row
  isNewestOwn: boolean
  isActive: boolean
  isMarked: boolean
  active: ActiveMessage
  /** Somebody wants to read from another day. */
  onDay(from: number): void
  onUnreadSeen(): void
}

/** One row: a day, where the unread begin, a notice, or what somebody said. */
export const TimelineRow = (props: Props) => {
  const words = useWords(messageWords)
  const format = useFormat()
  const day = () => (props.row.kind === 'day' ? props.row : null)
  const notices = () => (props.row.kind === 'notices' ? props.row : null)
  const spoken = () => (props.row.kind === 'item' ? props.row : null)
  return (
    <Switch>
      <Match when={day()}>
        {(row) => (
          <div class={styles['day']}>
            <button
              type="button"
              class={styles['dayButton']}
              title={words().toDay}
              onClick={() => props.onDay(row().at)}
            >
              <time datetime={new Date(row().at).toISOString()}>{format.day(row().at)}</time>
            </button>
          </div>
        )}
      </Match>
      <Match when={props.row.kind === 'unread'}>
        <UnreadLine onSeen={props.onUnreadSeen} />
      </Match>
      <Match when={notices()}>{(row) => <Notices items={row().items} />}</Match>
      <Match when={spoken()}>
        {(row) => (
          <Message
            item={row().item}
            isFirst={row().isFirst}
            isNewestOwn={props.isNewestOwn}
            isActive={props.isActive}
            isMarked={props.isMarked}
            active={props.active}
          />
        )}
      </Match>
    </Switch>
  )
}

const UnreadLine = (props: { onSeen(): void }) => {
  const w = useWords(conversationWords)
  const watch = (line: HTMLElement) => {
    watchSight([line], ({ isIntersecting }) => {
      if (isIntersecting) props.onSeen()
    })
  }
  return (
    <div ref={watch} class={styles['unreadLine']} data-unread>
      <span>{w().newFromHere}</span>
    </div>
  )
}

/** One line for what belongs together; each of them on demand. */
const Notices = (props: { items: readonly TimelineItem[] }) => {
  const w = useWords(conversationWords)
  const outcome = () => {
    const { here, asked, gone } = outcomeOf(props.items)
    return [
      here.length > 0 ? w().joined(here) : '',
      asked.length > 0 ? w().asked(asked.length) : '',
      gone.length > 0 ? w().left(gone) : '',
    ].filter(Boolean)
  }
  return (
    <Show
      when={props.items.length > 1 && outcome().length > 0}
      fallback={<For each={props.items}>{(item) => <NoticeLine item={item} />}</For>}
    >
      <details class={styles['notices']}>
        <summary class={styles['notice']}>{outcome().join(' ')}</summary>
        <For each={props.items}>{(item) => <NoticeLine item={item} />}</For>
      </details>
    </Show>
  )
}

const NoticeLine = (props: { item: TimelineItem }) => {
  const w = useWords(conversationWords)
  const format = useFormat()
  const sentence = () => {
    const { body, senderName } = props.item
    if (body.kind !== 'notice') return ''
    switch (body.notice) {
      case 'joined':
        return w().joined([body.subjectName])
      case 'left':
        return w().left([body.subjectName])
      case 'invited':
        return w().invitedNotice(senderName, body.subjectName)
      case 'removed':
        return w().removed(senderName, body.subjectName)
      case 'created':
        return w().created(body.subjectName)
      default:
        return body.notice satisfies never
    }
  }
  return (
    <p class={styles['notice']} title={format.fullMoment(props.item.at)}>
      <Show when={props.item.body.kind === 'roster'} fallback={sentence()}>
        <RosterNotice item={props.item} />
      </Show>
    </p>
  )
}
