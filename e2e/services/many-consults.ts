import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { request } from '#shared/consults/new-task.ts'
import { type Change, transition } from '#shared/consults/task.ts'
import type { Task } from '#shared/consults/task-content.ts'
import type { EventId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { recordInvited, recordTask } from '../../server/consults/queries.ts'
import { openDatabase, transaction } from '../../server/db/open-database.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'

const hourMs = 60 * 60_000
const atOnce = 500
const departments = [
  ['kardiologie', 'Kardiologie', 'cardiology'],
  ['neurologie', 'Neurologie', 'neurology'],
  ['radiologie', 'Radiologie', 'radiology'],
] as const
const priorities = ['routine', 'routine', 'urgent', 'asap', 'stat'] as const

type Who = { requester: UserId; consultant: UserId; serverName: ServerName }
type Step = { by: 'requester' | 'consultant'; change: Change }

const report = '$report' as EventId
const taken: Step[] = [
  { by: 'consultant', change: { to: 'accepted' } },
  { by: 'consultant', change: { to: 'in-progress' } },
  { by: 'consultant', change: { to: 'completed', report } },
]
/** How consults end. */
const courses: Step[][] = [
  [...taken, { by: 'requester', change: { to: 'closed', outcome: 'advice-followed' } }],
  [...taken, { by: 'requester', change: { to: 'closed', outcome: 'transferred' } }],
  [{ by: 'requester', change: { to: 'cancelled', reason: 'no-longer-needed' } }],
  [{ by: 'consultant', change: { to: 'rejected', reason: 'wrong-specialty' } }],
]

const pick = <T>(from: readonly T[], at: number): T => from[at % from.length] as T

const pastTask = ({ requester, consultant, serverName }: Who, at: number, authoredOn: number): Task => {
  const [id, name, specialty] = pick(departments, at)
  const made = request(
    {
      label: (at % 0x10000).toString(16).toUpperCase().padStart(4, '0'),
      requestId: randomUUID(),
      requester,
      priority: pick(priorities, at),
      service: { id, name, specialty, serverName, practitioner: null, times: null },
      onCall: [{ userId: consultant, tier: 'first' }],
    },
    authoredOn,
  )
  if (!made.ok) throw new Error(made.error.code)
  return pick(courses, at).reduce((task, { by, change }, step) => {
    const userId = by === 'requester' ? requester : consultant
    const moved = transition(task, change, { kind: 'person', userId }, authoredOn + step * hourMs)
    if (!moved.ok) throw new Error(moved.error.code)
    return moved.value
  }, made.value)
}

/**
 * So many consults that are over, in the index and in the log of a clinic, as its service writes them: one every hour,
 * back from the day before yesterday. They have no rooms any more.
 */
export const addPastConsults = (clinic: TestClinic, who: Who, count: number): void => {
  using db = openDatabase(join(clinic.folder, 'service', 'service.db'))
  const newest = Date.now() - 48 * hourMs
  const home = clinic.serverName as ServerName
  for (let from = 0; from < count; from += atOnce)
    transaction(db, (tx) => {
      for (let at = from; at < Math.min(count, from + atOnce); at += 1) {
        const roomId = `!past-${randomUUID()}` as RoomId
        recordTask(tx, Date.now(), roomId, home, pastTask(who, at, newest - at * hourMs))
        recordInvited(tx, roomId)
      }
    })
}
