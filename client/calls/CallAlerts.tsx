import { useLocation, useNavigate } from '@solidjs/router'
import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import { Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button, IconButton } from '../ui/index.ts'
import { endCall, useActiveCall } from './active-call.ts'
import { addressOfCall } from './room-address.ts'

/** Everywhere in the application: the way back to the call that one is in. */
export const CallAlerts = () => {
  const w = useWords(callWords)
  const session = useSession()
  const navigate = useNavigate()
  const location = useLocation()
  const active = useActiveCall(session)
  return (
    <Show when={active()}>
      {(call) => (
        <Show when={location.pathname !== addressOfCall(call().roomId)}>
          <Banner
            tone="success"
            title={w().youAreInCall}
            action={
              <>
                <IconButton
                  label={call().isOn('microphone') ? w().turnMicrophoneOff : w().turnMicrophoneOn}
                  icon={call().isOn('microphone') ? Mic : MicOff}
                  pressed={call().isOn('microphone')}
                  onClick={() => void call().toggle('microphone')}
                />
                <Button variant="primary" onClick={() => navigate(addressOfCall(call().roomId))}>
                  {w().backToCall}
                </Button>
                <Button variant="danger" onClick={() => void endCall(session)}>
                  {w().leave}
                </Button>
              </>
            }
          />
        </Show>
      )}
    </Show>
  )
}
