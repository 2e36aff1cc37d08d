import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { Session } from '../matrix/types.ts'
import { sleep } from '../sleep.ts'

/** So long one of several who could give is waited for before the next one is asked. */
const patienceMs = 6_000
/** So long keys take that were sent with what they open. */
const keyComesWithinMs = 5_000
/**
 * When everybody was asked in vain, all are asked once more: the homeserver of a giver learns late of a device that is
 * new, or newly signed, and gives it nothing until then.
 */
const againAfterMs = [4_000, 15_000, 60_000, 600_000]

type Room = { roomId: RoomId; membership: 'join' | 'invite' }

/** Who may have what was said in a room, by what its service says of it. */
export type HistoryRules<T> = {
  /** May be given the keys. */
  mayRead(room: T, userId: UserId): boolean
  /** What they give is believed. */
  hadPart(room: T, userId: UserId): boolean
  /** Whom to ask, the likeliest first, each once; nobody where there is nothing to ask for. */
  givers(room: T, me: UserId): UserId[]
  /** Who may have given already, also before they went. */
  earlierGivers(room: T, me: UserId): UserId[]
  /** Whoever wrote it has sent the key along, so that it is waited for before anybody is asked. */
  isKeyComing?(room: T, me: UserId): boolean
}

/**
 * Lets whoever comes into a conversation later read what was said before. Their client asks one member after the other;
 * a member's client gives what may be shared, to those whom the rules name and nobody else. A request waits at the
 * homeserver, so that somebody who is offline gives when they come back.
 */
export const createKeepHistory = <T extends Room>(
  rooms: Accessor<readonly T[]>,
  rules: HistoryRules<T>,
  session: Pick<Session, 'userId' | 'rooms' | 'historyKeys'> = useSession(),
): void => {
  const { historyKeys } = session
  const me = session.userId
  const find = (roomId: RoomId) => rooms().find((room) => room.roomId === roomId && room.membership === 'join')
  let isClosed = false

  const giving = new Set<string>()
  const give = async (roomId: RoomId, by: UserId) => {
    const name = `${roomId} ${by}`
    const room = find(roomId)
    if (!room || by === me || !rules.mayRead(room, by) || giving.has(name)) return
    giving.add(name)
    await historyKeys.share(roomId, by).catch(() => {})
    giving.delete(name)
  }
  const take = async (roomId: RoomId, from: UserId) => {
    const room = find(roomId)
    if (room && from !== me && rules.hadPart(room, from)) await historyKeys.take(roomId, from).catch(() => {})
  }

  const asked = new Map<RoomId, Set<UserId>>()
  const askedIn = (roomId: RoomId) => asked.get(roomId) ?? new Set()
  const collecting = new Set<RoomId>()
  const [round, setRound] = createSignal(0)
  const rounds = new Map<RoomId, number>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const askAgainLater = (roomId: RoomId) => {
    const before = rounds.get(roomId) ?? 0
    const afterMs = againAfterMs[before]
    if (afterMs === undefined) return
    rounds.set(roomId, before + 1)
    const timer = setTimeout(() => {
      timers.delete(timer)
      asked.delete(roomId)
      setRound((one) => one + 1)
    }, afterMs)
    timers.add(timer)
  }
  const collect = async (room: T) => {
    const { roomId } = room
    for (const from of rules.earlierGivers(room, me)) await take(roomId, from)
    if (rules.isKeyComing?.(room, me)) await sleep(keyComesWithinMs)
    for (const giver of rules.givers(room, me)) {
      if (isClosed || !historyKeys.isMissing(roomId)) return
      if (askedIn(roomId).has(giver)) continue
      asked.set(roomId, askedIn(roomId).add(giver))
      await historyKeys.ask(roomId, giver).catch(() => askedIn(roomId).delete(giver))
      await sleep(patienceMs)
    }
    if (!isClosed && historyKeys.isMissing(roomId)) askAgainLater(roomId)
  }
  createEffect(() => {
    // What becomes readable, or turns out not to be, is a change of the list.
    session.rooms()
    round()
    for (const room of rooms()) {
      const { roomId, membership } = room
      if (membership !== 'join' || collecting.has(roomId)) continue
      const isAllAsked = rules.givers(room, me).every((giver) => askedIn(roomId).has(giver))
      if (isAllAsked || !rules.mayRead(room, me) || !historyKeys.isMissing(roomId)) continue
      collecting.add(roomId)
      void collect(room).finally(() => collecting.delete(roomId))
    }
  })

  const stops = [
    historyKeys.onAsked((roomId, by) => void give(roomId, by)),
    historyKeys.onGiven((roomId, from) => void take(roomId, from)),
  ]
  onCleanup(() => {
    isClosed = true
    for (const timer of timers) clearTimeout(timer)
    for (const stop of stops) stop()
  })
}
