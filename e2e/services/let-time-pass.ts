import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Task } from '#shared/consults/task-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { stateOf } from './matrix-api.ts'
import type { Somebody } from './somebody.ts'

const earlier = (at: number | null, ms: number): number | null => (at === null ? null : at - ms)

/**
 * All that has happened to a consult, and all that is due, was so long ago. `asker` is in its room: only the service
 * account of their clinic can write it. Gives the version that it has then.
 */
export const letTimePass = async (asker: Somebody, roomId: RoomId, ms: number): Promise<number> => {
  const { homeserver } = JSON.parse(readFileSync(join(asker.clinic.folder, 'service.json'), 'utf8'))
  const found = (await stateOf(asker, roomId)).find(({ type }) => type === eventTypes.consultTask)
  if (!found) throw new Error('there is no such consult')
  const task = found.content as Task
  const content = {
    ...task,
    version: task.version + 1,
    authoredOn: task.authoredOn - ms,
    escalateAt: earlier(task.escalateAt, ms),
    answerBy: earlier(task.answerBy, ms),
    changes: task.changes.map((change) => ({ ...change, at: change.at - ms })),
  } satisfies Task
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/${eventTypes.consultTask}/`
  await askJson(homeserver.url, 'PUT', path, { body: content, token: homeserver.asToken })
  return content.version
}
