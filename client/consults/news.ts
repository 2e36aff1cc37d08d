import type { TaskChange } from '#shared/consults/task-content.ts'
import { askersOf } from '#shared/consults/task-people.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Consult } from './believe.ts'
import { alertsOf } from './worklist.ts'

export type News = { consult: Consult; change: TaskChange; isTaken: boolean }
export type Seen = Map<RoomId, Consult>

const latest = ({ task }: Consult): TaskChange | null => task.changes.at(-1) ?? null

/**
 * What happened since the last look that a person must hear of: to a consult they asked for, and that one they were
 * called to is in other hands (`isTaken`) or withdrawn. Own doing is no news, nor is that somebody has seen it.
 */
export const newsOf = (before: Seen, consults: readonly Consult[], me: UserId): News[] =>
  consults.flatMap((consult) => {
    const was = before.get(consult.roomId)
    const change = latest(consult)
    if (!change || change.by === me) return []
    // Whoever it is handed to may never have heard of it; at the first look, everything is new.
    if (!was) return change.person === me && before.size > 0 ? [{ consult, change, isTaken: false }] : []
    if (consult.task.version <= was.task.version) return []
    const wasCalled = alertsOf([was], me).length > 0 && alertsOf([consult], me).length === 0
    const isTaken = wasCalled && consult.task.owner !== null
    const concernsMe = askersOf(consult.task).includes(me) || consult.task.owner === me
    const isWithdrawn = wasCalled && change.change === 'cancelled'
    if (!(isTaken || isWithdrawn || (concernsMe && change.change !== 'received'))) return []
    return [{ consult, change, isTaken }]
  })

export const seenOf = (consults: readonly Consult[]): Seen => new Map(consults.map((one) => [one.roomId, one]))
