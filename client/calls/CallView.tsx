import { useNavigate, useParams } from '@solidjs/router'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import PhoneOff from 'lucide-solid/icons/phone-off'
import { createEffect, createSignal, type JSX, Match, on, Show, Switch } from 'solid-js'
import * as v from 'valibot'
import { isGuest } from '#shared/calls/guests.ts'
import { type RoomId, roomId as roomIdSchema } from '#shared/matrix/ids.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useRoomName } from '../matrix/use-room-name.ts'
import { useClinicName } from '../partners/index.ts'
import { Banner, Button, EmptyState, IconButton, PageHeader } from '../ui/index.ts'
import { beginCall, endCall, forgetEnding, lastEnding, useActiveCall } from './active-call.ts'
import { CallStage, type TogetherParts } from './CallStage.tsx'
import styles from './CallView.module.css'
import { InviteGuest } from './InviteGuest.tsx'
import { joinCall } from './join-call.ts'
import { useOrderActions } from './order-actions.ts'
import type { MediaChoice } from './own-media.ts'
import { PlanCall } from './PlanCall.tsx'
import { PreJoin } from './PreJoin.tsx'
import { addressOfRoom } from './room-address.ts'
import { canEncryptCalls } from './support.ts'
import { useApart } from './use-apart.ts'
import { useClinicUrls } from './use-clinic-urls.ts'
import { useNamesInCall } from './use-names.ts'
import { WaitingView } from './WaitingView.tsx'

type Props = {
  /** Of a guest, who has no addresses; else it is in the address. */
  roomId?: RoomId
  /** Of a guest who has just been let in: goes in at once. */
  comesWith?: MediaChoice | null
  /** What is said in the room, for beside the call: conversations know calls, and not the other way. */
  conversation(roomId: RoomId): JSX.Element
  /** Files of that room that are looked at together, in the same way. */
  together(parts: TogetherParts & { roomId: RoomId }): JSX.Element
}

/** `/calls/:roomId` */
export const CallView = (props: Props) => {
  const params = useParams()
  const roomId = () => {
    const parsed = v.safeParse(roomIdSchema, props.roomId ?? params['roomId'])
    return parsed.success ? parsed.output : null
  }
  return (
    <Show when={roomId()} keyed>
      {(room) => <RoomCallView {...props} roomId={room} />}
    </Show>
  )
}

const RoomCallView = (props: Props & { roomId: RoomId }) => {
  const w = useWords(callWords)
  const guests = useWords(guestWords)
  const format = useFormat()
  const roomName = useRoomName()
  const session = useSession()
  const navigate = useNavigate()
  const clinics = useClinicApi()
  const clinicUrls = useClinicUrls()
  const active = useActiveCall(session)
  const room = session.rtc(props.roomId)
  const order = useOrderActions(props.roomId)
  /** What somebody comes with who has to be let in first. */
  const [waitingWith, setWaitingWith] = createSignal<MediaChoice | null>(props.comesWith ?? null)
  const [hasEnded, setEnded] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  const [lastedMs, setLastedMs] = createSignal<number | null>(null)

  const here = () => (active()?.roomId === props.roomId ? active() : null)
  createEffect(
    on(here, (call, before) => {
      if (before && !call) setLastedMs(Date.now() - before.since)
    }),
  )
  const summary = () => session.rooms().find(({ roomId }) => roomId === props.roomId)
  const isMember = () => summary()?.membership === 'join' || !session.isListWhole()
  /** The room in which one writes: of a call with guests, another one. */
  const conversation = () => room.conversation() ?? props.roomId
  const written = () => session.rooms().find(({ roomId }) => roomId === conversation())
  const address = () => addressOfRoom(conversation(), written()?.kind)
  const isOwnGuest = isGuest(session.userId)
  const namesInCall = useNamesInCall(props.roomId)
  const title = () => {
    if (isOwnGuest) return w().call
    const found = written()
    const name = found && roomName(found)
    return room.conversation() ? [guests().title, name].filter(Boolean).join(' · ') : (name ?? w().call)
  }
  const apart = useApart(props.roomId)
  const clinicName = useClinicName()
  const inside = () => {
    const names = namesInCall()
    return names.length > 0 ? w().inCall(names) : null
  }
  const who = () => inside() ?? w().nobodyThere
  const afterwards = () => {
    const ms = lastedMs()
    const removed = endedBecause() === 'removed' && !isOwnGuest && w().wasRemovedText
    return [removed, ms !== null && w().lasted(format.duration(ms)), isMember() && inside()].filter(Boolean).join(' ')
  }

  // A room names those only who have said something: whoever is in the call must be known as one of the room.
  session.wantMembers(props.roomId)
  // While they look into the mirror: a session at a partner takes questions there and back, which joining waits for.
  createEffect(() => {
    for (const { serverName } of session.rtc(props.roomId).members())
      if (clinicUrls().has(serverName)) void clinics.authorizationAt(serverName).catch(() => undefined)
  })

  const join = async (choice: MediaChoice) => {
    if (room.entry() === 'wait') return void setWaitingWith(choice)
    setWaitingWith(null)
    setBusy(true)
    try {
      await order.begin()
      await beginCall(session, () => joinCall({ session, clinics, roomId: props.roomId, clinicUrls, choice }))
      setEnded(false)
    } finally {
      setBusy(false)
    }
  }
  createEffect(
    on(room.entry, (entry) => {
      const choice = waitingWith()
      if (!choice || entry === 'wait') return
      if (entry === 'enter') void join(choice)
      else setWaitingWith(null)
    }),
  )
  const endedBecause = () => {
    const ending = lastEnding()
    return ending?.roomId === props.roomId ? ending.kind : null
  }
  const endTitle = () => {
    if (endedBecause() === 'removed') return w().wasRemoved
    return endedBecause() === 'ended' ? w().endedForAll : w().ended
  }
  const again = () => {
    forgetEnding()
    setEnded(false)
  }
  const leave = () => {
    setEnded(true)
    void endCall(session)
  }

  return (
    <div class={styles['view']}>
      <PageHeader
        title={title()}
        back={
          <Show when={!isOwnGuest}>
            <IconButton label={w().back} icon={ArrowLeft} onClick={() => navigate(address())} />
          </Show>
        }
        actions={
          <Show when={!isOwnGuest}>
            <Show when={!here() && !room.conversation() && !apart.isAlone()}>
              <PlanCall roomId={props.roomId} />
            </Show>
            <InviteGuest roomId={props.roomId} />
          </Show>
        }
      />
      <Switch
        fallback={
          <>
            <Show when={active()}>
              <Banner
                tone="info"
                title={w().otherCall}
                action={
                  <Button variant="secondary" onClick={() => void endCall(session)}>
                    {w().leaveOther}
                  </Button>
                }
              />
            </Show>
            <Show when={apart.clinics().length > 0}>
              <Banner tone="warning" title={w().apart(apart.clinics().map(clinicName))}>
                {w().apartAmongOthers}
              </Banner>
            </Show>
            <PreJoin who={who()} entry={room.entry()} busy={isBusy()} onJoin={(choice) => void join(choice)} />
          </>
        }
      >
        <Match when={!canEncryptCalls()}>
          <Banner tone="danger" title={w().unsupported} />
        </Match>
        <Match when={!isMember() && !hasEnded() && !endedBecause()}>
          <EmptyState icon={PhoneOff} title={w().notAMember} />
        </Match>
        <Match when={here()} keyed>
          {(call) => (
            <CallStage
              call={call}
              onLeave={leave}
              conversation={() => props.conversation(conversation())}
              together={(parts) => props.together({ ...parts, roomId: conversation() })}
            />
          )}
        </Match>
        <Match when={apart.isAlone()}>
          <EmptyState icon={PhoneOff} title={w().apart(apart.clinics().map(clinicName))} text={w().apartAlone} />
        </Match>
        <Match when={waitingWith()}>
          <WaitingView roomId={props.roomId} onCancel={() => setWaitingWith(null)} />
        </Match>
        <Match when={hasEnded() || endedBecause()}>
          <EmptyState
            icon={PhoneOff}
            title={endTitle()}
            text={afterwards()}
            action={
              // The room of a call with guests ends with it.
              <Show when={isMember()}>
                <Button variant="primary" onClick={again}>
                  {w().joinAgain}
                </Button>
              </Show>
            }
          />
        </Match>
      </Switch>
    </div>
  )
}
