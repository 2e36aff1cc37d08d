import { useLocation, useNavigate } from '@solidjs/router'
import { createMemo, createSignal, For, onCleanup, Show } from 'solid-js'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button } from '../ui/index.ts'
import { endCall, isInCallOf, useActiveCall } from './active-call.ts'
import { addressOfCall } from './room-address.ts'

/** Somebody has waited long enough: the banner in the room stays. */
const ringMs = 60_000
const tickMs = 5_000

type Ringing = { roomId: RoomId; caller: UserId; since: number }

/** Everywhere in the application: who calls us just now, and the way back to the call we are in. */
export const CallAlerts = () => {
  const w = useWords(callWords)
  const session = useSession()
  const navigate = useNavigate()
  const location = useLocation()
  const active = useActiveCall(session)
  const [dismissed, setDismissed] = createSignal<readonly string[]>([])
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), tickMs)
  onCleanup(() => clearInterval(timer))

  const isShowing = (roomId: RoomId) => location.pathname === addressOfCall(roomId)
  const idOf = ({ roomId, since }: Ringing) => `${roomId} ${since}`
  const ringing = createMemo(() =>
    session
      .calls()
      .filter((roomId) => !isInCallOf(session, roomId) && !isShowing(roomId))
      .flatMap((roomId): Ringing[] => {
        const members = session.rtc(roomId).members()
        const [first] = members
        if (!first || members.some(({ userId }) => userId === session.userId)) return []
        const ring = { roomId, caller: first.userId, since: first.joinedAt }
        return now() - ring.since < ringMs && !dismissed().includes(idOf(ring)) ? [ring] : []
      }),
  )

  return (
    <>
      <For each={ringing()}>
        {(ring) => (
          <Banner
            tone="info"
            title={w().calls(session.nameOf(ring.caller))}
            action={
              <>
                <Button variant="primary" onClick={() => navigate(addressOfCall(ring.roomId))}>
                  {w().join}
                </Button>
                <Button variant="quiet" onClick={() => setDismissed((before) => [...before, idOf(ring)])}>
                  {w().dismiss}
                </Button>
              </>
            }
          />
        )}
      </For>
      <Show when={active()}>
        {(call) => (
          <Show when={!isShowing(call().roomId)}>
            <Banner
              tone="success"
              title={w().youAreInCall}
              action={
                <>
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
    </>
  )
}
