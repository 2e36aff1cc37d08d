import { type Accessor, createComputed, createSignal, on, untrack } from 'solid-js'
import type { EventId } from '#shared/matrix/ids.ts'
import type { RoomView } from '../../matrix/types.ts'
import { firstAfter, firstUnreadOf, unreadIn } from './timeline-rows.ts'

type Start = {
  /** Of the first unread message that is loaded. */
  key: string | null
  count: number
  /** What was read last, while more is unread than is loaded. */
  readUpTo: EventId | null
  /** There already when the room was opened. */
  isFromOpening: boolean
}

export type UnreadStart = {
  /** The message above which the unread begin. */
  key: Accessor<string | null>
  count: Accessor<number>
  /** Whether the beginning is still to be seen, above. */
  isAbove: Accessor<boolean>
  /** What was read last, when the first unread message is not loaded. */
  readUpTo: Accessor<EventId | null>
  /** Somebody sees where the unread begin. */
  seen(): void
  /** More is loaded now: this is the first. */
  found(key: string): void
}

/**
 * Where the unread began when the room was opened or left out of sight. It stays while somebody reads, although what
 * they read counts as read at once.
 */
export const createUnreadStart = (
  room: RoomView,
  isWatching: Accessor<boolean>,
  sentCount: Accessor<number>,
): UnreadStart => {
  const [start, setStart] = createSignal<Start | null>(null)
  const [isSeen, setSeen] = createSignal(false)
  const count = () => room.summary()?.unreadCount ?? 0
  const found = (key: string) => {
    if (key !== untrack(start)?.key) setSeen(false)
    setStart((now) => now && { ...now, key, readUpTo: null })
  }

  createComputed(
    on([count, () => room.timeline().length > 0, room.hasLater], ([unread, hasItems, isAway], before) => {
      const [unreadBefore, hadItems, wasAway] = before ?? [0, false, false]
      const isFirstLook = hasItems && !hadItems
      // Far back, the unread are not at hand.
      if (!hasItems || unread === 0 || isAway) return
      if (!isFirstLook && !wasAway && (unreadBefore > 0 || isWatching())) return
      const items = room.timeline()
      setSeen(false)
      setStart({
        key: firstUnreadOf(items, unread),
        count: unread,
        readUpTo: unreadIn(items) < unread ? room.ownReadUpTo() : null,
        isFromOpening: isFirstLook,
      })
    }),
  )
  // After a reload messages become readable one by one, and earlier ones are loaded: then it is known after all.
  createComputed(() => {
    const now = start()
    if (!now?.readUpTo) return
    const items = room.timeline()
    const key =
      firstAfter(items, now.readUpTo) ?? (unreadIn(items) < now.count ? null : firstUnreadOf(items, now.count))
    if (key !== null) found(key)
  })
  // Who answers has read.
  createComputed(on(sentCount, () => setStart(null), { defer: true }))

  const readUpTo = () => start()?.readUpTo ?? null
  return {
    key: () => start()?.key ?? null,
    count: () => start()?.count ?? 0,
    isAbove: () => (start()?.isFromOpening ?? false) && (!isSeen() || readUpTo() !== null),
    readUpTo,
    seen: () => setSeen(true),
    found,
  }
}
