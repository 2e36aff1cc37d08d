import { Key } from '@solid-primitives/keyed'
import { useLocation, useNavigate } from '@solidjs/router'
import MessageSquareX from 'lucide-solid/icons/message-square-x'
import { createEffect, createMemo, createSignal } from 'solid-js'
import type { Priority } from '#shared/consults/priority.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { AlertCard, AlertSection, useRinging } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useRoomName } from '../matrix/use-room-name.ts'
import { Button, Menu } from '../ui/index.ts'
import { DeclineDialog } from './DeclineDialog.tsx'
import type { Ringing } from './ringing-rules.ts'
import { addressOfCall } from './room-address.ts'
import { usePeople } from './use-people.ts'
import { createRinging, soundOf } from './use-ringing.ts'

/** Clients that ring at all ring as they come into a call. */
const ringComesWithinMs = 15_000

/** On top of everything: who calls just now, as urgently as the consult is, with the ways to answer. */
export const CallRings = (props: { priorityOf(roomId: RoomId): Priority | null }) => {
  const w = useWords(callWords)
  const session = useSession()
  const roomName = useRoomName()
  const navigate = useNavigate()
  const location = useLocation()
  const [dismissed, setDismissed] = createSignal<readonly string[]>([])
  const [declining, setDeclining] = createSignal<Ringing | null>(null)

  const idOf = ({ roomId, since }: Ringing) => `${roomId} ${since}`
  const calling = createRinging()
  const ringing = createMemo(() =>
    calling().filter((ring) => location.pathname !== addressOfCall(ring.roomId) && !dismissed().includes(idOf(ring))),
  )
  useRinging().add(() => soundOf(session, ringing(), props.priorityOf))

  const facts = usePeople(() => ringing().map(({ caller }) => caller))
  const about = ({ roomId, caller }: Ringing) => {
    const room = session.rooms().find((one) => one.roomId === roomId)
    const { what, clinic } = facts(caller)
    return [what, clinic, room && room.kind !== 'direct' ? roomName(room) : ''].filter(Boolean).join(' · ')
  }

  /** Declined while only the call was known: its ring is refused when it comes, so that the caller learns of it. */
  const [unheard, setUnheard] = createSignal<readonly Ringing[]>([])
  /** What is not sent is no reason to go on ringing. */
  const decline = (ring: Ringing, words?: string) => {
    setDismissed((before) => [...before, idOf(ring)])
    if (ring.ring) void session.declineRing(ring.ring).catch(() => {})
    else setUnheard((before) => [...before, ring])
    if (words) void session.outbox.send(ring.roomId, eventTypes.message, { msgtype: 'm.text', body: words })
  }
  createEffect(() => {
    for (const called of calling()) {
      const early = unheard().findLast(({ roomId, caller }) => roomId === called.roomId && caller === called.caller)
      // A later call is another one, and rings.
      if (!early || !called.ring || called.since - early.since > ringComesWithinMs) continue
      setUnheard((before) => before.filter((one) => one !== early))
      decline(called)
    }
  })

  return (
    <AlertSection
      label={w().incoming}
      sentences={ringing().map(({ caller }) => w().calls(session.nameOf(caller)))}
      hasAlerts={ringing().length > 0}
    >
      {/* One of a room: a ring that comes after its call leaves the open menu where it is. */}
      <Key each={ringing()} by="roomId">
        {(ring) => (
          <AlertCard
            priority={props.priorityOf(ring().roomId)}
            title={w().calls(session.nameOf(ring().caller))}
            actions={
              <>
                <Button variant="primary" onClick={() => navigate(addressOfCall(ring().roomId))}>
                  {w().join}
                </Button>
                <Button variant="secondary" onClick={() => decline(ring())}>
                  {w().decline}
                </Button>
                <Menu
                  label={w().declineWays}
                  icon={MessageSquareX}
                  items={[
                    ...w().declineMessages.map((words) => ({ label: words, onSelect: () => decline(ring(), words) })),
                    { label: w().declineOwnWords, onSelect: () => setDeclining(ring()) },
                  ]}
                />
              </>
            }
          >
            <span>{about(ring())}</span>
          </AlertCard>
        )}
      </Key>
      <DeclineDialog
        open={declining() !== null}
        onOpenChange={() => setDeclining(null)}
        onSend={(words) => {
          const ring = declining()
          setDeclining(null)
          if (ring) decline(ring, words)
        }}
      />
    </AlertSection>
  )
}
