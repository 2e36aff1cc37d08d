import { createMemo } from 'solid-js'
import { LockedAlert } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { useSession } from '../matrix/session-context.tsx'
import { callingMe } from './alert-lists.ts'
import { useUrgent } from './urgent-store.tsx'

/** While the screen is locked: that an urgent message waits. */
export const LockedUrgentAlerts = () => {
  const w = useWords(urgentWords)
  const session = useSession()
  const urgent = useUrgent()
  const priority = createMemo(
    () =>
      callingMe(urgent.alerts(), session.userId).find(({ alert }) => alert.status === 'requested')?.alert.priority ??
      null,
  )
  return <LockedAlert priority={priority()} title={w().lockedTitle} text={w().lockedText} />
}
