import { createEffect, createMemo, onCleanup, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { appLockWords } from '../i18n/words/app-lock.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner } from '../ui/index.ts'
import { isMutedHere, soundAlert } from './alert-sound.ts'
import { createConsults } from './consults-store.ts'
import { createJoinCalled } from './join-called.ts'
import { alertsOf } from './worklist.ts'

/** While the screen is locked: that somebody waits, with sound; not who, where and why. */
export const LockedConsultAlerts = () => {
  const w = useWords(appLockWords)
  const session = useSession()
  const consults = createConsults()
  createJoinCalled(consults)
  const alerts = createMemo(() => alertsOf(consults(), session.userId))
  const loudest = createMemo(() => alerts()[0]?.task.priority ?? null)
  createEffect(() => {
    const priority = loudest()
    if (priority && !isMutedHere()) onCleanup(soundAlert(priority))
  })
  return (
    <Show when={alerts().length > 0}>
      <Banner tone="danger" title={w().alertTitle}>
        {w().alertText}
      </Banner>
    </Show>
  )
}
