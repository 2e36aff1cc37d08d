import { type Accessor, createMemo } from 'solid-js'
import type { Priority } from '#shared/consults/priority.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { createClock } from '../alerts/index.ts'
import { useSession } from '../matrix/session-context.tsx'
import { createConsults } from './consults-store.ts'
import { createUnread } from './unread.ts'
import { alertsOf, needing, worklistOf } from './worklist.ts'

const everyMs = 30_000

/** Those that call me now, most urgent first. */
export const createAlerted = (): Accessor<{ roomId: RoomId; priority: Priority }[]> => {
  const session = useSession()
  const consults = createConsults()
  return createMemo(() =>
    alertsOf(consults(), session.userId).map(({ roomId, task }) => ({ roomId, priority: task.priority })),
  )
}

/** How many consults wait for this person, or have something new to read, for the frame around all features. */
export const createNeedsMe = (): Accessor<number> => {
  const session = useSession()
  const consults = createConsults()
  const unread = createUnread()
  const now = createClock(everyMs)
  return createMemo(() => needing(worklistOf(consults(), session.userId, now()), session.userId, unread()).length)
}
