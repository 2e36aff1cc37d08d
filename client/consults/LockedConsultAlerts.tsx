import { createMemo } from 'solid-js'
import { createJoinCalled, LockedAlert } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { appLockWords } from '../i18n/words/app-lock.ts'
import { useSession } from '../matrix/session-context.tsx'
import { createConsults } from './consults-store.ts'
import { alertsOf } from './worklist.ts'

/** While the screen is locked: that somebody waits for a consult. */
export const LockedConsultAlerts = () => {
  const w = useWords(appLockWords)
  const session = useSession()
  const consults = createConsults()
  createJoinCalled(consults)
  const priority = createMemo(() => alertsOf(consults(), session.userId)[0]?.task.priority ?? null)
  return <LockedAlert priority={priority()} title={w().alertTitle} text={w().alertText} />
}
