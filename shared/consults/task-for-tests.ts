import type { EventId, RoomId, ServerName, UserId } from '../matrix/ids.ts'
import { request } from './new-task.ts'
import { type Actor, type Change, transition } from './task.ts'
import type { BroughtIn, Task, TaskStatus } from './task-content.ts'
import type { Role } from './task-people.ts'

/** A consult in every status, with people who have each part in it. */

export const asker = '@nina:nord.localhost' as UserId
export const first = '@ernst:sued.localhost' as UserId
export const second = '@zoe:sued.localhost' as UserId
export const lead = '@lea:sued.localhost' as UserId
export const report = '$report' as EventId
export const question = '$question' as EventId
export const start = 1_000_000
export const person = (userId: UserId): Actor => ({ kind: 'person', userId })
export const timer: Actor = { kind: 'timer' }

export const part: BroughtIn = {
  roomId: '!part' as RoomId,
  requestId: 'f0b1a0de-2f0c-4b39-9a51-6a0a3c0f4c55',
  label: '0B2C',
  priority: 'urgent',
  service: {
    id: 'chirurgie',
    name: 'Chirurgie',
    specialty: 'general-surgery',
    serverName: 'nord.localhost' as ServerName,
  },
}

/** A consult that was asked for just now. */
export const askedWith = (changes: Partial<Parameters<typeof request>[0]> = {}, now = start): Task => {
  const made = request(
    {
      label: '7F3A',
      requestId: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11',
      requester: asker,
      priority: 'stat',
      service: {
        id: 'kardiologie',
        name: 'Kardiologie',
        specialty: 'cardiology',
        serverName: 'sued.localhost' as ServerName,
        practitioner: null,
        times: null,
      },
      onCall: [
        { userId: lead, tier: 'lead' },
        { userId: first, tier: 'first' },
        { userId: second, tier: 'second' },
      ],
      ...changes,
    },
    now,
  )
  if (!made.ok) throw new Error(made.error.code)
  return made.value
}
export const asked = askedWith()

export const must = (task: Task, change: Change & { expectedVersion?: number }, actor: Actor, now = start): Task => {
  const result = transition(task, change, actor, now)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
export const refusal = (task: Task, change: Change & { expectedVersion?: number }, actor: Actor, now = start) => {
  const result = transition(task, change, actor, now)
  return result.ok ? 'ok' : result.error
}

export const accepted = must(asked, { to: 'accepted' }, person(first))
export const inStatus: Record<TaskStatus, Task> = {
  requested: asked,
  received: must(asked, { to: 'received' }, person(first)),
  accepted,
  'in-progress': must(accepted, { to: 'in-progress' }, person(first)),
  'on-hold': must(accepted, { to: 'on-hold', reason: 'needs-imaging' }, person(first)),
  completed: must(accepted, { to: 'completed', report }, person(first)),
  rejected: must(accepted, { to: 'rejected', reason: 'not-indicated' }, person(first)),
  cancelled: must(asked, { to: 'cancelled', reason: 'no-longer-needed' }, person(asker)),
  failed: { ...asked, status: 'failed', businessStatus: 'expired', escalateAt: null },
}
export const roles: Record<Role, Actor> = {
  requester: person(asker),
  consultant: person(first),
  candidate: person(second),
  system: timer,
}
