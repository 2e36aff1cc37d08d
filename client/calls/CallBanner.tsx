import { useNavigate } from '@solidjs/router'
import { Show } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button } from '../ui/index.ts'
import { isInCallOf } from './active-call.ts'
import { addressOfCall } from './room-address.ts'

/** In a room: who is in its call, and the way in; to those who are in it, the bar on top says so. */
export const CallBanner = (props: { roomId: RoomId }) => {
  const w = useWords(callWords)
  const session = useSession()
  const navigate = useNavigate()
  const names = () => [
    ...new Set(
      session
        .rtc(props.roomId)
        .members()
        .filter(({ isThisDevice }) => !isThisDevice)
        .map(({ userId }) => session.nameOf(userId)),
    ),
  ]
  return (
    <Show when={!isInCallOf(session, props.roomId) && names().length > 0}>
      <Banner
        tone="info"
        title={w().inCall(names())}
        action={
          <Button variant="primary" onClick={() => navigate(addressOfCall(props.roomId))}>
            {w().join}
          </Button>
        }
      />
    </Show>
  )
}
