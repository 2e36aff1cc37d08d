import { A, useParams } from '@solidjs/router'
import MessagesSquare from 'lucide-solid/icons/messages-square'
import { createEffect, createMemo, Match, Show, Switch } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { conversationWords } from '../i18n/words/conversations.ts'
import { useSession } from '../matrix/session-context.tsx'
import { EmptyState, Skeleton } from '../ui/index.ts'
import { Conversation } from './Conversation.tsx'
import styles from './conversations.module.css'
import { ConversationList } from './list/ConversationList.tsx'
import { Invitation } from './list/Invitation.tsx'
import { MissingRoom } from './MissingRoom.tsx'

/** All conversations, and the one that is open; on a phone one of both. */
export const ConversationsView = () => {
  const w = useWords(conversationWords)
  const session = useSession()
  const params = useParams<{ roomId?: string }>()
  const openId = () => (params.roomId ? (decodeURIComponent(params.roomId) as RoomId) : null)
  const opened = createMemo(() => session.rooms().find(({ roomId }) => roomId === openId()) ?? null)
  const joinedId = () => (opened()?.membership === 'join' ? opened()?.roomId : undefined)
  const invitation = () => (opened()?.membership === 'invite' ? opened() : null)
  createEffect(() => {
    const roomId = openId()
    if (roomId && !opened() && !session.isListWhole()) session.wantRoom(roomId)
  })

  return (
    <div class={styles['split']} classList={{ [styles['isOpen'] ?? '']: openId() !== null }}>
      <ConversationList openId={openId()} />
      <div class={styles['detail']}>
        <Switch>
          <Match when={!openId()}>
            <p class={styles['choose']}>{w().choose}</p>
          </Match>
          <Match when={joinedId()} keyed>
            {(roomId) => <Conversation roomId={roomId} />}
          </Match>
          <Match when={invitation()}>
            {(room) => (
              <div class={styles['aside']}>
                <Back />
                <EmptyState icon={MessagesSquare} title={w().openInvitationTitle} text={w().openInvitationText} />
                <Invitation room={room()} />
              </div>
            )}
          </Match>
          <Match when={openId()}>
            {(roomId) => (
              <div class={styles['aside']}>
                <Back />
                <Show when={session.isListWhole()} fallback={<Skeleton height="20rem" />}>
                  <MissingRoom
                    roomId={roomId()}
                    icon={MessagesSquare}
                    title={w().notFoundTitle}
                    text={w().notFoundText}
                  />
                </Show>
              </div>
            )}
          </Match>
        </Switch>
      </div>
    </div>
  )
}

const Back = () => {
  const w = useWords(conversationWords)
  return (
    <A href="/messages" class={styles['back']}>
      {w().back}
    </A>
  )
}
