import { type Accessor, createMemo } from 'solid-js'
import { createNeedsMe } from '../consults/index.ts'
import { unreadOf } from '../matrix/heard.ts'
import { useSession } from '../matrix/session-context.tsx'

export type Counts = { unread: Accessor<number>; needMe: Accessor<number> }

export const createCounts = (): Counts => {
  const session = useSession()
  return { unread: createMemo(() => unreadOf(session.rooms())), needMe: createNeedsMe() }
}
