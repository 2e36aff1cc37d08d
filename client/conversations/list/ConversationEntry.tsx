import { A } from '@solidjs/router'
import AtSign from 'lucide-solid/icons/at-sign'
import BellOff from 'lucide-solid/icons/bell-off'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import PinIcon from 'lucide-solid/icons/pin'
import Siren from 'lucide-solid/icons/siren'
import { createEffect, createMemo, createSignal, Show } from 'solid-js'
import { useFormat, useWords } from '../../i18n/index.ts'
import { conversationListWords } from '../../i18n/words/conversation-list.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { useSession } from '../../matrix/session-context.tsx'
import type { RoomSummary } from '../../matrix/types.ts'
import { useRoomName } from '../../matrix/use-room-name.ts'
import { Avatar, Menu, shortCount, TimeAgo, VisuallyHidden } from '../../ui/index.ts'
import { ClinicMark } from '../ClinicMark.tsx'
import { followedDraftText } from '../composer/drafts.ts'
import { useRoomActions } from '../room-actions.ts'
import { isUnread } from './conversation-list.ts'
import styles from './list.module.css'
import { previewText } from './preview-text.ts'

const addressOf = ({ kind, roomId }: RoomSummary) =>
  `/${kind === 'consult' ? 'consults' : 'messages'}/${encodeURIComponent(roomId)}`

type Props = {
  room: RoomSummary
  isOpen: boolean
  /** In the whole list, of which only the beginning may be drawn. */
  place: { at: number; of: number }
}

/** One line of the list: who, from where, the newest words, and how much is unread. */
export const ConversationEntry = (props: Props) => {
  const w = useWords(conversationListWords)
  const format = useFormat()
  const words = useWords(conversationWords)
  const session = useSession()
  const actions = useRoomActions()
  const roomName = useRoomName()
  /** A menu for each of a thousand entries would be slow, and one has a pointer and a focus only. */
  const [isNear, setNear] = createSignal(false)
  const [isMenuOpen, setMenuOpen] = createSignal(false)

  createEffect(() => session.wantMembers(props.room.roomId))

  const preview = () => {
    const { preview: newest } = props.room
    return newest ? previewText(newest, w()) : words().noPreview
  }
  /** Behind what is new; what is being written in the open one stands in its field. */
  const draft = createMemo(() =>
    props.isOpen || props.room.unreadCount > 0 ? '' : followedDraftText(session, props.room.roomId),
  )
  const quietSign = () => {
    const { notify, mutedUntil } = props.room
    if (notify === 'mentions') return w().mentionsOnly
    return mutedUntil === null ? w().muted : w().mutedUntil(format.until(mutedUntil))
  }

  const openMenu = (event: Event) => {
    event.preventDefault()
    setNear(true)
    queueMicrotask(() => setMenuOpen(true))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLAnchorElement)) return
    const act = actions.byKey[event.key]
    if (!act) return
    event.preventDefault()
    act(props.room, props.isOpen)
  }

  return (
    <li
      class={styles['entryItem']}
      aria-posinset={props.place.at}
      aria-setsize={props.place.of}
      classList={{ [styles['isNear'] ?? '']: isNear() }}
      onPointerEnter={() => setNear(true)}
      onPointerLeave={() => setNear(isMenuOpen())}
      onFocusIn={() => setNear(true)}
      onFocusOut={(event) => setNear(isMenuOpen() || event.currentTarget.matches(':hover'))}
      onContextMenu={openMenu}
      onKeyDown={onKeyDown}
    >
      <A
        href={addressOf(props.room)}
        class={styles['entry']}
        classList={{
          [styles['isUnread'] ?? '']: isUnread(props.room),
          [styles['isQuiet'] ?? '']: props.room.notify !== 'all',
        }}
        activeClass=""
        inactiveClass=""
        aria-current={props.isOpen ? 'page' : undefined}
      >
        <Avatar name={roomName(props.room)} />
        <span class={styles['entryMain']}>
          <span class={styles['entryTop']}>
            <span class={styles['entryName']}>{roomName(props.room)}</span>
            <span class={styles['signs']}>
              <Show when={props.room.pinnedAt !== null}>
                <PinIcon size={14} role="img" aria-label={w().pinned} />
              </Show>
              <Show when={props.room.notify !== 'all'}>
                <span title={quietSign()}>
                  <BellOff size={14} role="img" aria-label={quietSign()} />
                </span>
              </Show>
              <span class={styles['entryTime']}>
                <TimeAgo at={props.room.lastActivity} />
              </span>
            </span>
          </span>
          <Show when={props.room.kind === 'department'}>
            <span class={styles['muted']}>{w().department}</span>
          </Show>
          <Show when={session.twins().has(props.room.roomId)}>
            <span class={styles['muted']}>{w().secondConversation}</span>
          </Show>
          <ClinicMark servers={props.room.servers} />
          <span class={styles['entryBottom']}>
            <span class={styles['preview']}>
              <Show when={draft()} fallback={preview()}>
                <span class={styles['draft']}>{w().draft}</span> {draft()}
              </Show>
            </span>
            <Counts room={props.room} />
          </span>
        </span>
      </A>
      <Show when={isNear()}>
        <span class={styles['entryMenu']}>
          <Menu
            size="small"
            label={w().actions}
            icon={Ellipsis}
            items={actions.items(props.room, props.isOpen)}
            open={isMenuOpen()}
            onOpenChange={setMenuOpen}
          />
        </span>
      </Show>
    </li>
  )
}

const Counts = (props: { room: RoomSummary }) => {
  const w = useWords(conversationListWords)
  const words = useWords(conversationWords)
  return (
    <span class={styles['counts']}>
      <Show when={props.room.urgentCount > 0}>
        <span class={styles['urgent']}>
          <Siren size={14} aria-hidden="true" />
          <span aria-hidden="true">{shortCount(props.room.urgentCount)}</span>
          <VisuallyHidden>{w().urgent(props.room.urgentCount)}</VisuallyHidden>
        </span>
      </Show>
      <Show when={props.room.mentionCount > 0}>
        <span class={styles['count']}>
          <AtSign size={12} aria-hidden="true" />
          <Show when={props.room.mentionCount > 1}>
            <span aria-hidden="true">{shortCount(props.room.mentionCount)}</span>
          </Show>
          <VisuallyHidden>{w().mentions(props.room.mentionCount)}</VisuallyHidden>
        </span>
      </Show>
      <Show
        when={props.room.unreadCount > 0}
        fallback={
          <Show when={props.room.isMarkedUnread}>
            <span class={styles['dot']} title={w().markedUnread}>
              <VisuallyHidden>{w().markedUnread}</VisuallyHidden>
            </span>
          </Show>
        }
      >
        <span class={styles['count']}>
          <span aria-hidden="true">{shortCount(props.room.unreadCount)}</span>
          <VisuallyHidden>{words().unread(props.room.unreadCount)}</VisuallyHidden>
        </span>
      </Show>
    </span>
  )
}
