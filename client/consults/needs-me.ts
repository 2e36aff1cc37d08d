import { type Accessor, createMemo } from 'solid-js'
import { useSession } from '../matrix/session-context.tsx'
import { createClock } from './clock.ts'
import { createConsults } from './consults-store.ts'
import { worklistOf } from './worklist.ts'

const everyMs = 30_000

/** How many consults wait for this person, for the frame around all features. */
export const createNeedsMe = (): Accessor<number> => {
  const session = useSession()
  const consults = createConsults()
  const now = createClock(everyMs)
  return createMemo(() => worklistOf(consults(), session.userId, now()).now.length)
}
