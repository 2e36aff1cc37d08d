import { Route, Router } from '@solidjs/router'
import { createEffect, createMemo, createSignal, onCleanup, Show } from 'solid-js'
import { GuestCallView } from '../calls/index.ts'
import { ClinicApiProvider } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { SessionProvider } from '../matrix/session-context.tsx'
import type { Session } from '../matrix/types.ts'
import { StartScreen } from '../sign-in/index.ts'
import { Toaster } from '../ui/index.ts'
import styles from './guests.module.css'
import { readGuest } from './kept-guest.ts'

const retryMs = 2_000

/** All that a guest sees: the call that they came for. Their keys are of this call and this browser alone. */
export const GuestCall = (props: { session: Session; onOutside(isOutside: boolean): void }) => {
  const w = useWords(guestWords)
  const { session } = props
  const { encryption } = session
  const guest = readGuest()
  const [attempt, setAttempt] = createSignal(0)
  let retry: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(retry))

  createEffect(() => {
    attempt()
    // A key for recovery comes of it too, and is thrown away: there is nothing to recover.
    if (encryption.status() === 'new')
      encryption.setUp().catch(() => {
        retry = setTimeout(() => setAttempt((before) => before + 1), retryMs)
      })
  })
  // Without the whole list, whoever was let in before a reload would knock once more.
  const isReady = () => encryption.status() === 'ready' && session.isListWhole()
  const room = createMemo(
    () =>
      session.rooms().find(({ kind, membership }) => kind === 'guest-call' && membership === 'join')?.roomId ?? null,
  )
  const hasBeenIn = createMemo<boolean>((before) => before || room() !== null, false)
  createEffect(() => {
    if (isReady()) props.onOutside(!hasBeenIn())
  })
  createEffect(() => {
    const roomId = room()
    if (!roomId || !guest) return
    const call = session.rtc(roomId)
    call.setOwnName(guest.name)
    call.setLinkKey(guest.proofKey)
  })

  return (
    <SessionProvider session={session}>
      <ClinicApiProvider session={session}>
        <Show when={isReady()} fallback={<StartScreen text={w().entering} />}>
          <main class={styles['call']}>
            <Router>
              <Route path="*" component={() => <GuestCallView roomId={room()} guest={guest} />} />
            </Router>
          </main>
        </Show>
        <Toaster />
      </ClinicApiProvider>
    </SessionProvider>
  )
}
