import { createEffect, createMemo, on } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { createAlerted } from '../consults/index.ts'
import { heardCount } from '../matrix/heard.ts'
import { standsAlone } from '../matrix/room-kinds.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useNotifications } from '../notifications/index.ts'
import { useUrgent } from '../urgent/index.ts'
import type { Counts } from './counts.ts'

/** What a person hears of while they look at something else: the number on the icon, and that something came. */
export const createAnnouncements = (counts: Counts, open: (path: string) => void): void => {
  const session = useSession()
  const notifications = useNotifications()
  const called = [createAlerted(), useUrgent().calling]
  const alerted = createMemo(() => called.flatMap((those) => those()))
  notifications.onOpen(open)

  createEffect(() => {
    const count = counts.unread() + counts.needMe()
    // Browsers without it have no icon to put it on.
    void navigator.setAppBadge?.(count).catch(() => {})
  })

  const withdraw = (roomIds: readonly RoomId[]) => {
    const over = new Set<string>(roomIds)
    if (over.size > 0) notifications.withdraw((roomId) => over.has(roomId))
  }

  /** As far as the person wants to hear of each room; a mark is one's own. */
  const unreadNow = () =>
    new Map(
      session
        .rooms()
        // Whoever may be called later hears nothing before it is their turn.
        .filter(standsAlone)
        .map((room) => [room.roomId, heardCount({ ...room, isMarkedUnread: false })]),
    )
  createEffect<ReadonlyMap<RoomId, number>>((before) => {
    const now = unreadNow()
    if (!session.isListReady()) return now
    // Old rooms of a large account come after the first ones, with what was unread long ago.
    for (const [roomId, count] of now)
      if ((before.has(roomId) || session.isListWhole()) && before.size > 0 && count > (before.get(roomId) ?? 0))
        notifications.announce({ roomId, priority: null })
    withdraw([...before].filter(([roomId, count]) => count > 0 && !now.get(roomId)).map(([roomId]) => roomId))
    return now
  }, new Map())

  createEffect(
    on(alerted, (now, before = []) => {
      for (const { roomId, priority } of now)
        if (!before.some((known) => known.roomId === roomId)) notifications.announce({ roomId, priority })
      withdraw(before.map(({ roomId }) => roomId).filter((roomId) => !now.some((one) => one.roomId === roomId)))
    }),
  )

  // What was shown while no page was open, and read elsewhere since.
  const isUpToDate = createMemo(() => session.isListWhole() && session.connection() === 'live')
  createEffect(
    on(isUpToDate, (is) => {
      if (!is) return
      const waiting = new Set<string>([
        ...[...unreadNow()].flatMap(([roomId, count]) => (count > 0 ? [roomId] : [])),
        ...alerted().map(({ roomId }) => roomId),
      ])
      notifications.withdraw((roomId) => !waiting.has(roomId))
    }),
  )
}
