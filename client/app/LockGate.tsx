import { Match, onCleanup, onMount, type ParentProps, Show, Suspense, Switch } from 'solid-js'
import { Ringing } from '../alerts/index.ts'
import { LockScreen, useAppLock } from '../app-lock/index.ts'
import { endCall, LockedCallAlert, useActiveCall } from '../calls/index.ts'
import { createTaskOfRoom, LockedConsultAlerts } from '../consults/index.ts'
import { useWords } from '../i18n/index.ts'
import { appLockWords } from '../i18n/words/app-lock.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button } from '../ui/index.ts'
import { LockedUrgentAlerts } from '../urgent/index.ts'
import { useSignOut } from './sign-out.ts'

/** Takes the views away while the screen is locked; session, outbox, uploads and calls go on. */
export const LockGate = (props: ParentProps<{ onCovering(isCovering: boolean): void }>) => {
  const w = useWords(appLockWords)
  const session = useSession()
  const lock = useAppLock()
  const signOut = useSignOut()
  const activeCall = useActiveCall(session)

  return (
    <Switch>
      <Match when={lock.state() === 'open'}>{props.children}</Match>
      <Match when={lock.state() === 'locked' || lock.state() === 'ending'}>
        <Covering on={props.onCovering} />
        <LockScreen signOut={signOut}>
          <Suspense>
            <LockedAlerts />
          </Suspense>
          <Show when={activeCall()}>
            <Banner
              tone="info"
              title={w().inCall}
              action={
                <Button variant="danger" size="small" onClick={() => void endCall(session)}>
                  {w().hangUp}
                </Button>
              }
            />
          </Show>
        </LockScreen>
      </Match>
    </Switch>
  )
}

const LockedAlerts = () => {
  const taskOf = createTaskOfRoom()
  return (
    <Ringing>
      <LockedUrgentAlerts />
      <LockedConsultAlerts />
      <LockedCallAlert priorityOf={(roomId) => taskOf(roomId)?.priority ?? null} />
    </Ringing>
  )
}

const Covering = (props: { on(isCovering: boolean): void }) => {
  onMount(() => props.on(true))
  onCleanup(() => props.on(false))
  return null
}
