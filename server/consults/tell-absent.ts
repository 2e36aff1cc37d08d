import { type Asking, askingsOf } from '#shared/consults/askings.ts'
import type { Task } from '#shared/consults/task-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type RoomId, type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import type { StateEvent } from '../matrix/homeserver.ts'

const partnerTimeoutMs = 10_000

const ended = (task: Task): Asking[] => askingsOf(task).filter(({ end }) => end !== null)

/**
 * A clinic hears of a consult by its room, which it sees once somebody of it is there. Where nobody has come, its service
 * is told how it ended: its figures must know above all of what nobody there has seen. Nobody waits for it.
 */
export const tellAbsent = (
  { config, federation, log }: Pick<Context, 'config' | 'federation' | 'log'>,
  roomId: RoomId,
  state: readonly StateEvent[],
  before: Task,
  task: Task,
): void => {
  const there = new Set<ServerName>([config.clinic.serverName])
  for (const { type, state_key, content } of state)
    if (type === eventTypes.member && content['membership'] === 'join') there.add(serverOf(state_key as UserId))
  // Mostly somebody of every clinic is there: then there is nothing to work out.
  if ([task.service, task.alternative].every((asked) => !asked || there.has(asked.serverName))) return
  const known = ended(before)
  for (const { serviceServer, ...asking } of ended(task)) {
    const wasTold = known.some((one) => one.isAlternative === asking.isAlternative && one.end === asking.end)
    if (wasTold || there.has(serviceServer)) continue
    federation
      .callPartner(serviceServer, 'POST', '/api/consults/unattended', { roomId, ...asking }, partnerTimeoutMs)
      .catch(() => log.warn('consult-end-not-told', { partner: serviceServer }))
  }
}
