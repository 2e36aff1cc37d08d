import { type Accessor, createMemo } from 'solid-js'
import { createNeedsMe } from '../consults/index.ts'
import { useSession } from '../matrix/session-context.tsx'
import { unreadOf } from './unread.ts'

export type Counts = { unread: Accessor<number>; needMe: Accessor<number> }

export const createCounts = (): Counts => {
  const session = useSession()
  return { unread: createMemo(() => unreadOf(session.rooms())), needMe: createNeedsMe() }
}
