import { Key } from '@solid-primitives/keyed'
import { useLocation, useNavigate } from '@solidjs/router'
import { createMemo, createSignal, Show } from 'solid-js'
import { isGuest } from '#shared/calls/guests.ts'
import { AlertCard, AlertSection, useRinging } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useRoomName } from '../matrix/use-room-name.ts'
import { Button } from '../ui/index.ts'
import { useActiveCall } from './active-call.ts'
import { type Knock, knocksAt } from './knock-rules.ts'
import { useOrderActions } from './order-actions.ts'
import { addressOfCall } from './room-address.ts'
import { usePeople } from './use-people.ts'

/** On top of everything: who waits before the door of a call, for those who may let them in and do not look at it. */
export const KnockAlerts = () => {
  const guests = useWords(guestWords)
  const session = useSession()
  const location = useLocation()
  const active = useActiveCall(session)
  const [hidden, setHidden] = createSignal<readonly string[]>([])

  const rooms = createMemo(() => {
    const withGuests = session.rooms().filter(({ kind, membership }) => kind === 'guest-call' && membership === 'join')
    return [...new Set([...withGuests, ...[active() ?? []].flat()].map(({ roomId }) => roomId))]
  })
  const idOf = ({ roomId, person, since }: Knock) => `${roomId} ${person} ${since}`
  const knocks = createMemo(() =>
    knocksAt(
      rooms().map((roomId) => {
        const room = session.rtc(roomId)
        return {
          roomId,
          isHost: room.isHost(session.userId),
          isInCall: active()?.roomId === roomId,
          isShown: active()?.roomId === roomId && location.pathname === addressOfCall(roomId),
          waiting: room
            .signs()
            .filter(({ kind }) => kind === 'waiting')
            .map(({ userId, since }) => ({ userId, since, invitedBy: room.guest(userId)?.invited_by ?? null })),
        }
      }),
      session.userId,
    ).filter((knock) => !hidden().includes(idOf(knock))),
  )
  useRinging().add(() => (knocks().length > 0 ? 'urgent' : null))

  return (
    <AlertSection
      label={guests().atDoor}
      sentences={knocks().map(() => guests().somebodyAtDoor)}
      hasAlerts={knocks().length > 0}
    >
      <Key each={knocks()} by={idOf}>
        {(knock) => <KnockCard knock={knock()} onHide={() => setHidden((before) => [...before, idOf(knock())])} />}
      </Key>
    </AlertSection>
  )
}

const KnockCard = (props: { knock: Knock; onHide(): void }) => {
  const w = useWords(callWords)
  const guests = useWords(guestWords)
  const session = useSession()
  const navigate = useNavigate()
  const roomName = useRoomName()
  const active = useActiveCall(session)
  const order = useOrderActions(props.knock.roomId)
  const room = session.rtc(props.knock.roomId)
  const facts = usePeople(() => [props.knock.person], props.knock.roomId)
  /** What guests call themselves, those alone are told who are in the call. */
  const name = () =>
    isGuest(props.knock.person) && !room.guestNames().has(props.knock.person)
      ? guests().aGuest
      : facts(props.knock.person).name
  const isInCall = () => active()?.roomId === props.knock.roomId
  /** Who is not in the call would let somebody in to an empty room. */
  const mayAdmit = () => isInCall() && room.isProven(props.knock.person) !== false
  const what = () => {
    const { what: role, clinic } = facts(props.knock.person)
    const conversation = session.rooms().find(({ roomId }) => roomId === (room.conversation() ?? props.knock.roomId))
    return [role, clinic, conversation && roomName(conversation)].filter(Boolean).join(' · ')
  }
  return (
    <AlertCard
      priority={null}
      title={guests().waitsAtDoor(name())}
      actions={
        <>
          <Show when={mayAdmit()}>
            <Button variant="primary" onClick={() => void order.change({ kind: 'admit', person: props.knock.person })}>
              {w().admit}
            </Button>
          </Show>
          <Button
            variant={mayAdmit() ? 'secondary' : 'primary'}
            onClick={() => navigate(addressOfCall(props.knock.roomId))}
          >
            {isInCall() ? w().backToCall : guests().toDoor}
          </Button>
          <Show when={!isInCall()}>
            <Button variant="secondary" onClick={() => props.onHide()}>
              {guests().notNow}
            </Button>
          </Show>
        </>
      }
    >
      <span>{what()}</span>
    </AlertCard>
  )
}
