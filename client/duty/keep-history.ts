import { type Accessor, createEffect, onCleanup } from 'solid-js'
import { hadPart, mayRead } from '#shared/duty/roster.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { Duty } from './believe.ts'
import { earlierGiversOf, giversOf } from './givers.ts'

/** So long one of several who could give is waited for before the next one is asked. */
const patienceMs = 6_000

/**
 * Lets whoever comes on duty read what was said before. Their client asks one member after the other; a member's client
 * gives what may be shared, to those whom the roster names and nobody else. A request waits at the homeserver, so that
 * somebody who is offline gives when they come back.
 */
export const createKeepHistory = (duties: Accessor<Duty[]>): void => {
  const session = useSession()
  const { historyKeys } = session
  const find = (roomId: RoomId) => duties().find((duty) => duty.roomId === roomId && duty.membership === 'join')
  let isClosed = false

  const giving = new Set<string>()
  const give = async (roomId: RoomId, by: UserId) => {
    const name = `${roomId} ${by}`
    const duty = find(roomId)
    if (!duty || by === session.userId || !mayRead(duty.roster, by) || giving.has(name)) return
    giving.add(name)
    await historyKeys.share(roomId, by).catch(() => {})
    giving.delete(name)
  }
  const take = async (roomId: RoomId, from: UserId) => {
    const duty = find(roomId)
    if (duty && from !== session.userId && hadPart(duty.roster, from))
      await historyKeys.take(roomId, from).catch(() => {})
  }

  const asked = new Set<string>()
  const collecting = new Set<RoomId>()
  const collect = async ({ roomId, roster }: Duty) => {
    for (const from of earlierGiversOf(roster, session.userId)) await take(roomId, from)
    for (const giver of giversOf(roster, session.userId)) {
      if (isClosed || !historyKeys.isMissing(roomId)) return
      const name = `${roomId} ${giver}`
      if (asked.has(name)) continue
      asked.add(name)
      await historyKeys.ask(roomId, giver).catch(() => asked.delete(name))
      await new Promise((resolve) => setTimeout(resolve, patienceMs))
    }
  }
  createEffect(() => {
    // What becomes readable, or turns out not to be, is a change of the list.
    session.rooms()
    for (const duty of duties()) {
      const { roomId, membership, roster } = duty
      if (membership !== 'join' || roster.asker === session.userId || collecting.has(roomId)) continue
      if (!mayRead(roster, session.userId) || !historyKeys.isMissing(roomId)) continue
      const isAllAsked = giversOf(roster, session.userId).every((giver) => asked.has(`${roomId} ${giver}`))
      if (isAllAsked) continue
      collecting.add(roomId)
      void collect(duty).finally(() => collecting.delete(roomId))
    }
  })

  const stops = [
    historyKeys.onAsked((roomId, by) => void give(roomId, by)),
    historyKeys.onGiven((roomId, from) => void take(roomId, from)),
  ]
  onCleanup(() => {
    isClosed = true
    for (const stop of stops) stop()
  })
}
