import { eventTypes } from '#shared/matrix/event-types.ts'
import { ok } from '#shared/result.ts'
import { dueMove, hearEvent, moveAlert } from '#shared/urgent/alert.ts'
import { keepDeadlines } from '../deadlines.ts'
import { type RoomLock, roomLock } from '../matrix/room-lock.ts'
import { unknownRoomsOfType } from '../matrix/rooms-of-type.ts'
import { alertOfRoom } from './alert-of-room.ts'
import { changeAlert, type UrgentContext } from './change-alert.ts'
import { heardIn } from './heard-events.ts'
import { inviteCalled } from './invite-called.ts'
import { onDutyNow } from './on-duty-now.ts'
import { type AlertRow, listRoomIds, listWaiting, recordAlert } from './queries.ts'

/** What people have done counts before what time has: a confirmation may have come while we were away. */
const passTime = async (context: UrgentContext, lock: RoomLock, { roomId, alert: known }: AlertRow): Promise<void> => {
  const [heard, onDuty] = await Promise.all([heardIn(context, roomId), onDutyNow(context, known)])
  const moved = await changeAlert(context, lock, roomId, (alert) => {
    const told = heard.reduce(hearEvent, alert)
    const now = context.now()
    const to = dueMove(told, now)
    if (!to) return ok(told)
    return moveAlert(told, { to, onDuty: told.step === known.step ? onDuty : null }, { kind: 'timer' }, now)
  })
  if (!moved.ok) throw new Error(moved.error.code)
}

const keep = async (context: UrgentContext, lock: RoomLock, row: AlertRow): Promise<void> => {
  const { roomId, isInvited, dueAt } = row
  if (dueAt !== null && dueAt <= context.now()) await passTime(context, lock, row)
  if (!isInvited && !(await inviteCalled(context, lock, roomId))) throw new Error('not everybody is invited')
}

/** Does what is due now. Returns whether all of it could be done. */
export const keepAlerts = async (context: UrgentContext, lock: RoomLock): Promise<boolean> => {
  const outcomes = await Promise.allSettled(listWaiting(context.db).map((row) => keep(context, lock, row)))
  const failed = outcomes.filter(({ status }) => status === 'rejected').length
  if (failed > 0) context.log.error('urgent-failed', { count: failed })
  return failed === 0
}

/** Alerts whose rooms the index does not know, with what was said in them; the whole index, when it is empty. */
export const rebuildAlerts = async (context: UrgentContext, lock: RoomLock): Promise<void> => {
  const { db, homeserver } = context
  for await (const { roomId, state } of unknownRoomsOfType(homeserver, eventTypes.urgentRoom, listRoomIds(db))) {
    const alert = alertOfRoom(state, homeserver.serviceAccount)
    if (!alert) continue
    recordAlert(db, roomId, alert)
    const heard = await heardIn(context, roomId)
    await changeAlert(context, lock, roomId, (current) => ok(heard.reduce(hearEvent, current)))
  }
}

/** Repeats, calls the next ones, and ends what nobody answers. The times stand in the rooms and in the index. */
export const startAlerts = (context: UrgentContext, lock: RoomLock = roomLock): Disposable =>
  keepDeadlines({
    now: context.now,
    work: () => keepAlerts(context, lock),
    next: () => listWaiting(context.db).find(({ dueAt }) => dueAt !== null)?.dueAt ?? null,
    catchUp: () => rebuildAlerts(context, lock),
  })
