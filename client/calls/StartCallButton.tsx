import { useNavigate } from '@solidjs/router'
import Video from 'lucide-solid/icons/video'
import { Show } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button } from '../ui/index.ts'
import { isInCallOf } from './active-call.ts'
import { addressOfCall } from './room-address.ts'

export const StartCallButton = (props: { roomId: RoomId }) => {
  const w = useWords(callWords)
  const api = useClinicApi()
  const session = useSession()
  const navigate = useNavigate()
  return (
    <Show when={api.has('teleconsult')}>
      <Button variant="secondary" icon={Video} onClick={() => navigate(addressOfCall(props.roomId))}>
        {isInCallOf(session, props.roomId) ? w().backToCall : w().start}
      </Button>
    </Show>
  )
}
