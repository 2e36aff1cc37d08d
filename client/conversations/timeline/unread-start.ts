import { type Accessor, createComputed, createSignal, on } from 'solid-js'
import type { RoomView } from '../../matrix/types.ts'
import { firstUnreadOf } from './timeline-rows.ts'

/**
 * Where the unread began when the room was opened or left out of sight. It stays while somebody reads, although what
 * they read counts as read at once.
 */
export const createUnreadStart = (room: RoomView, isWatching: Accessor<boolean>, sentCount: Accessor<number>) => {
  const [key, setKey] = createSignal<string | null>(null)
  const count = () => room.summary()?.unreadCount ?? 0

  createComputed(
    on([count, () => room.timeline().length > 0], ([unread, hasItems], before) => {
      const [unreadBefore, hadItems] = before ?? [0, false]
      const isFirstLook = hasItems && !hadItems
      if (!hasItems || unread === 0) return
      if (isFirstLook || (unreadBefore === 0 && !isWatching())) setKey(firstUnreadOf(room.timeline(), unread))
    }),
  )
  // Who answers has read.
  createComputed(on(sentCount, () => setKey(null), { defer: true }))
  return key
}
