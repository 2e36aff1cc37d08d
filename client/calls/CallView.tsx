import { useNavigate, useParams } from '@solidjs/router'
import PhoneOff from 'lucide-solid/icons/phone-off'
import { createSignal, Match, Show, Switch } from 'solid-js'
import * as v from 'valibot'
import { type RoomId, roomId as roomIdSchema } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button, EmptyState, PageHeader } from '../ui/index.ts'
import { beginCall, endCall, useActiveCall } from './active-call.ts'
import { CallStage } from './CallStage.tsx'
import styles from './CallView.module.css'
import { joinCall, type MediaChoice } from './join-call.ts'
import { PreJoin } from './PreJoin.tsx'
import { addressOfRoom } from './room-address.ts'
import { canEncryptCalls } from './support.ts'
import { useClinicUrls } from './use-clinic-urls.ts'

/** `/calls/:roomId` */
export const CallView = () => {
  const params = useParams()
  const roomId = () => {
    const parsed = v.safeParse(roomIdSchema, params['roomId'])
    return parsed.success ? parsed.output : null
  }
  return (
    <Show when={roomId()} keyed>
      {(room) => <RoomCallView roomId={room} />}
    </Show>
  )
}

const RoomCallView = (props: { roomId: RoomId }) => {
  const w = useWords(callWords)
  const session = useSession()
  const navigate = useNavigate()
  const clinicUrls = useClinicUrls()
  const active = useActiveCall(session)
  const [hasEnded, setEnded] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)

  const here = () => (active()?.roomId === props.roomId ? active() : null)
  const summary = () => session.rooms().find(({ roomId }) => roomId === props.roomId)
  const isMember = () => summary()?.membership === 'join' || !session.isListWhole()
  const address = () => addressOfRoom(props.roomId, summary()?.kind)
  const who = () => {
    const names = [
      ...new Set(
        session
          .rtc(props.roomId)
          .members()
          .map(({ userId }) => session.nameOf(userId)),
      ),
    ]
    return names.length > 0 ? w().inCall(names) : w().nobodyThere
  }

  const join = async (choice: MediaChoice) => {
    setBusy(true)
    try {
      await beginCall(session, () => joinCall({ session, roomId: props.roomId, clinicUrls, choice }))
      setEnded(false)
    } finally {
      setBusy(false)
    }
  }
  const leave = () => {
    setEnded(true)
    void endCall(session)
  }

  return (
    <div class={styles['view']}>
      <PageHeader
        title={summary()?.name ?? w().call}
        actions={
          <Button variant="quiet" onClick={() => navigate(address())}>
            {w().back}
          </Button>
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
            <PreJoin who={who()} busy={isBusy()} onJoin={(choice) => void join(choice)} />
          </>
        }
      >
        <Match when={!canEncryptCalls()}>
          <Banner tone="danger" title={w().unsupported} />
        </Match>
        <Match when={!isMember()}>
          <EmptyState icon={PhoneOff} title={w().notAMember} />
        </Match>
        <Match when={here()} keyed>
          {(call) => <CallStage call={call} onLeave={leave} />}
        </Match>
        <Match when={hasEnded()}>
          <EmptyState
            icon={PhoneOff}
            title={w().ended}
            text={who()}
            action={
              <Button variant="primary" onClick={() => setEnded(false)}>
                {w().joinAgain}
              </Button>
            }
          />
        </Match>
      </Switch>
    </div>
  )
}
