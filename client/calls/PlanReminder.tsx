import { useNavigate } from '@solidjs/router'
import { createSignal, For } from 'solid-js'
import { createClock } from '../alerts/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { planWords } from '../i18n/words/plan.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useRoomName } from '../matrix/use-room-name.ts'
import { Banner, Button } from '../ui/index.ts'
import { isInCallOf } from './active-call.ts'
import { dueCalls } from './due-calls.ts'
import { addressOfCall } from './room-address.ts'

const lookEveryMs = 5_000

/** Everywhere in the application: a planned call that begins soon, or has begun. This device alone reminds. */
export const PlanReminder = () => {
  const w = useWords(planWords)
  const format = useFormat()
  const session = useSession()
  const navigate = useNavigate()
  const now = createClock(lookEveryMs)
  const [hidden, setHidden] = createSignal<readonly string[]>([])
  const due = () =>
    dueCalls(session.plannedCalls(), now()).filter(
      ({ room, plan }) => !hidden().includes(plan) && !isInCallOf(session, room),
    )
  const roomName = useRoomName()
  const nameOf = (room: string) => {
    const found = session.rooms().find(({ roomId }) => roomId === room)
    return found ? roomName(found) : w().unknownRoom
  }
  return (
    <For each={due()}>
      {({ room, plan, start }) => (
        <Banner
          tone="info"
          title={w().soon(format.time(start), nameOf(room))}
          action={
            <>
              <Button variant="primary" onClick={() => navigate(addressOfCall(room))}>
                {w().join}
              </Button>
              <Button variant="quiet" onClick={() => setHidden((before) => [...before, plan])}>
                {w().later}
              </Button>
            </>
          }
        />
      )}
    </For>
  )
}
