import { createEffect, createSignal, Show } from 'solid-js'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { RoomView } from '../matrix/types.ts'
import { PartnerBanner } from '../partners/index.ts'
import { Composer } from './composer/Composer.tsx'
import { ConversationContext, createConversation } from './conversation-context.ts'
import styles from './conversations.module.css'
import { Timeline } from './timeline/Timeline.tsx'
import { TypingLine } from './timeline/TypingLine.tsx'

/** What is said in a room, and the field to answer; without a header, so that a consult can show it beside the case. */
export const RoomPane = (props: { roomId: RoomId }) => (
  <Show when={props.roomId} keyed>
    {(roomId) => {
      const room = useSession().openRoom(roomId)
      return <RoomBody room={room} />
    }}
  </Show>
)

/** `event`: which message the address names. */
export const RoomBody = (props: { room: RoomView; event?: EventId | null }) => {
  const conversation = createConversation(useSession(), props.room)
  const [sentCount, setSentCount] = createSignal(0)
  createEffect(() => {
    if (props.event) conversation.jumpTo(props.event)
  })
  return (
    <ConversationContext.Provider value={conversation}>
      <div class={styles['pane']}>
        <PartnerBanner servers={props.room.summary()?.servers ?? []} />
        <Timeline sentCount={sentCount()} />
        <TypingLine names={props.room.typing()} />
        <Composer onSent={() => setSentCount((count) => count + 1)} />
      </div>
    </ConversationContext.Provider>
  )
}
