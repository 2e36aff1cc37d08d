import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import type { RoomSummary } from '../../matrix/types.ts'
import { Avatar, TimeAgo } from '../../ui/index.ts'
import { ClinicMark } from '../ClinicMark.tsx'
import styles from '../conversations.module.css'

/** One line of the list: who, from where, the newest words, and how much is unread. */
export const ConversationEntry = (props: { room: RoomSummary; isOpen: boolean }) => {
  const w = useWords(conversationWords)
  return (
    <li class={styles['entryItem']}>
      <A
        href={`/messages/${encodeURIComponent(props.room.roomId)}`}
        class={styles['entry']}
        classList={{ [styles['isUnread'] ?? '']: props.room.unreadCount > 0 }}
        activeClass=""
        inactiveClass=""
        aria-current={props.isOpen ? 'page' : undefined}
      >
        <Avatar name={props.room.name} />
        <span class={styles['entryMain']}>
          <span class={styles['entryTop']}>
            <span class={styles['entryName']}>{props.room.name}</span>
            <span class={styles['entryTime']}>
              <TimeAgo at={props.room.lastActivity} />
            </span>
          </span>
          <ClinicMark servers={props.room.servers} />
          <span class={styles['entryBottom']}>
            <span class={styles['preview']}>{props.room.preview ?? w().noPreview}</span>
            <Show when={props.room.unreadCount > 0}>
              <span class={styles['count']}>
                <span aria-hidden="true">{props.room.unreadCount > 99 ? '99+' : props.room.unreadCount}</span>
                <span class={styles['hidden']}>{w().unread(props.room.unreadCount)}</span>
              </span>
            </Show>
          </span>
        </span>
      </A>
    </li>
  )
}
