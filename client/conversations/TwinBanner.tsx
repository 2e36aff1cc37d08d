import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { conversationListWords } from '../i18n/words/conversation-list.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner } from '../ui/index.ts'

const addressOf = (roomId: RoomId) => `/messages/${encodeURIComponent(roomId)}`

/** Where two people opened a conversation each: the way to the one that goes on, and to what was said in the other. */
export const TwinBanner = (props: { roomId: RoomId }) => {
  const w = useWords(conversationListWords)
  const session = useSession()
  const goesOn = () => session.twins().get(props.roomId)
  const other = () =>
    session.rooms().find(({ roomId, preview }) => session.twins().get(roomId) === props.roomId && preview !== null)
  return (
    <>
      <Show when={goesOn()}>
        {(roomId) => (
          <Banner tone="warning" title={w().twinTitle} action={<A href={addressOf(roomId())}>{w().toTwin}</A>}>
            {w().twinText}
          </Banner>
        )}
      </Show>
      <Show when={other()}>
        {(room) => <Banner title={w().hasTwinText} action={<A href={addressOf(room().roomId)}>{w().showTwin}</A>} />}
      </Show>
    </>
  )
}
