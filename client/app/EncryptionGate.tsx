import { createEffect, createMemo, createSignal, Match, onCleanup, type ParentProps, Switch } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { appWords } from '../i18n/words/app.ts'
import { NewRecoveryKeyContext } from '../matrix/new-recovery-key.ts'
import { useSession } from '../matrix/session-context.tsx'
import { keepUnlockLater, readUnlockLater, UnlockLaterContext } from '../matrix/unlock-later.ts'
import { StartScreen } from '../sign-in/index.ts'
import { LockedView } from './LockedView.tsx'
import { type Making, SetUpView } from './SetUpView.tsx'

const longMs = 8_000

/**
 * status    shown                              then
 * checking  what is happening; offline: app    another status
 * new       set-up, then the recovery key      the person says that they keep it
 * locked    the ways to confirm, or later      ready; after "later" the app with a banner, by the next start too
 * ready     app; a new recovery key when the person wants one
 */
export const EncryptionGate = (props: ParentProps) => {
  const w = useWords(appWords)
  const session = useSession()
  // The status is `ready` before the person has seen the recovery key.
  const [making, setMaking] = createSignal<Making | null>(null)
  const [isLater, setLater] = createSignal(false)
  const [isLong, setLong] = createSignal(false)
  // Nobody inside is thrown out while the status is asked again.
  const [wasInside, setInside] = createSignal(false)

  // Without it the question comes once more: that is all that a store that fails does.
  readUnlockLater().then(
    (wasLater) => wasLater && setLater(true),
    () => {},
  )
  createEffect(() => {
    // Whoever is locked out later, by another's new identity, is asked anew.
    if (session.encryption.status() === 'ready' && isLater()) decideLater(false)
  })
  const decideLater = (later: boolean) => {
    setLater(later)
    keepUnlockLater(later).catch(() => {})
  }

  const step = createMemo(() => {
    const status = session.encryption.status()
    if (making() || status === 'new') return 'set-up'
    if (status === 'locked') return isLater() ? 'inside' : 'locked'
    if (status === 'ready' || wasInside() || isLater() || session.connection() === 'offline') return 'inside'
    return 'checking'
  })
  createEffect(() => {
    if (step() === 'inside') setInside(true)
    if (step() !== 'checking') return
    const timer = setTimeout(() => setLong(true), longMs)
    onCleanup(() => clearTimeout(timer))
  })

  const leaveSetUp = () => {
    setMaking(null)
    // What was pressed is gone.
    queueMicrotask(() => document.getElementById('main')?.focus())
  }

  return (
    <UnlockLaterContext.Provider value={{ isLater, unlockNow: () => decideLater(false) }}>
      <NewRecoveryKeyContext.Provider value={() => setMaking('renewed')}>
        <Switch>
          <Match when={step() === 'checking'}>
            <StartScreen text={isLong() ? w().checkingLong : w().checking} />
          </Match>
          <Match when={step() === 'set-up'}>
            <SetUpView
              making={making() ?? 'first'}
              onBegin={() => setMaking((before) => before ?? 'first')}
              onDone={leaveSetUp}
            />
          </Match>
          <Match when={step() === 'locked'}>
            <LockedView onLater={() => decideLater(true)} onStartOver={() => setMaking('anew')} />
          </Match>
          <Match when={step() === 'inside'}>{props.children}</Match>
        </Switch>
      </NewRecoveryKeyContext.Provider>
    </UnlockLaterContext.Provider>
  )
}
