import { useNavigate } from '@solidjs/router'
import { Show } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button } from '../ui/index.ts'
import { isInCallOf } from './active-call.ts'
import { createGuestCallOf } from './guest-call-of.ts'
import { addressOfCall } from './room-address.ts'
import { useNamesInCall } from './use-names.ts'

/** In a room: who is in its call, or in its call with guests, and the way in; those who are in it the bar on top tells. */
export const CallBanner = (props: { roomId: RoomId }) => {
  const api = useClinicApi()
  const session = useSession()
  const guestCall = createGuestCallOf(session, () => props.roomId)
  return (
    <Show when={api.has('teleconsult')}>
      <Going roomId={props.roomId} isWithGuests={false} />
      <Show when={guestCall()} keyed>
        {(roomId) => <Going roomId={roomId} isWithGuests />}
      </Show>
    </Show>
  )
}

const Going = (props: { roomId: RoomId; isWithGuests: boolean }) => {
  const w = useWords(callWords)
  const guests = useWords(guestWords)
  const session = useSession()
  const navigate = useNavigate()
  const names = useNamesInCall(props.roomId, ({ isThisDevice }) => !isThisDevice)
  return (
    <Show when={!isInCallOf(session, props.roomId) && names().length > 0}>
      <Banner
        tone="info"
        title={props.isWithGuests ? guests().inGuestCall(names()) : w().inCall(names())}
        action={
          <Button variant="primary" onClick={() => navigate(addressOfCall(props.roomId))}>
            {w().join}
          </Button>
        }
      />
    </Show>
  )
}
