import type { Priority } from '#shared/consults/priority.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { LockedAlert } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { useSession } from '../matrix/session-context.tsx'
import { createRinging, soundOf } from './use-ringing.ts'

/** While the screen is locked: that somebody calls. */
export const LockedCallAlert = (props: { priorityOf(roomId: RoomId): Priority | null }) => {
  const w = useWords(callWords)
  const session = useSession()
  const ringing = createRinging()
  return (
    <LockedAlert
      priority={soundOf(session, ringing(), props.priorityOf)}
      title={w().lockedTitle}
      text={w().lockedText}
    />
  )
}
