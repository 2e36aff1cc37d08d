import type { Task } from '#shared/consults/task-content.ts'
import { askerAtHome } from '#shared/consults/task-people.ts'
import { isOver } from '#shared/consults/task-status.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import { type RoomLock, roomLock } from '../matrix/room-lock.ts'
import { settleInTurns } from '../settle-in-turns.ts'
import { changeTask } from './change-task.ts'
import { findStandIn } from './find-stand-in.ts'
import { listAskedBy } from './queries.ts'

type Parts = Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'log' | 'now'>

/** Said once, however often it is tried. */
const isSaidOfNobody = ({ changes, standIn }: Task): boolean =>
  standIn === null && changes.some(({ change, person }) => change === 'stood-in' && !person)

/** An open consult whose asker is gone gets a colleague of theirs; where there is none, all of its people read that. */
export const handOnConsult = async (
  context: Parts,
  roomId: RoomId,
  task: Task,
  gone: UserId,
  lock: RoomLock = roomLock,
): Promise<'handed-on' | 'nobody'> => {
  const person = await findStandIn(context, gone, task)
  const moved = await changeTask(context, lock, roomId, { kind: 'timer' }, (now) => {
    if (isOver(now.status) || askerAtHome(now) !== gone || (!person && isSaidOfNobody(now))) return null
    return { to: 'stood-in', ...(person ? { person } : {}) }
  })
  if (!moved.ok) throw new Error(moved.error.code)
  const isOpenStill = !isOver(moved.value.task.status)
  return isOpenStill && askerAtHome(moved.value.task) === gone ? 'nobody' : 'handed-on'
}

const atOnce = 4

/** Before an account is closed, while its department is known. Returns how many are without anybody now. */
export const handOnConsultsOf = async (context: Parts, gone: UserId, lock: RoomLock = roomLock): Promise<number> => {
  const asked = listAskedBy(context.db, context.config.clinic.serverName, gone)
  const tried = await settleInTurns(asked, atOnce, ({ roomId, task }) =>
    handOnConsult(context, roomId, task, gone, lock),
  )
  const without = tried.filter((one) => one.status === 'fulfilled' && one.value === 'nobody').length
  const failed = tried.filter(({ status }) => status === 'rejected').length
  if (failed > 0) context.log.warn('consults-not-handed-on', { count: failed })
  return without + failed
}
