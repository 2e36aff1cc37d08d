import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConsultInput, ConsultOutput, ConsultsOutput, TransitionInput } from '#shared/consults/api.ts'
import type { Task } from '#shared/consults/task-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { askService } from '../clinics/open-clinics.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'
import type { Department } from './department.ts'
import type { Somebody } from './somebody.ts'

export const newRequest = ({ id, serverName }: Department, rest: Partial<ConsultInput> = {}): ConsultInput => ({
  requestId: randomUUID(),
  service: { id, serverName },
  priority: 'urgent',
  ...rest,
})

/** Asked at the asker's own clinic. */
export const askConsult = (by: Somebody, request: ConsultInput): Promise<ConsultOutput> =>
  askService<ConsultOutput>(by.clinic, by, 'POST', '/api/consults', request)

const listOf = async (of: Somebody, is: 'open' | 'over'): Promise<ConsultOutput[]> => {
  const found: ConsultOutput[] = []
  for (let after: string | null = ''; after !== null; ) {
    const query = new URLSearchParams({ is, ...(after && { after }) })
    const page: ConsultsOutput = await askService(of.clinic, of, 'GET', `/api/consults?${query}`)
    found.push(...page.consults)
    after = page.next
  }
  return found
}

/** All of them, page by page. */
export const consultsOf = async (of: Somebody): Promise<ConsultOutput[]> => [
  ...(await listOf(of, 'open')),
  ...(await listOf(of, 'over')),
]

/** `token` is a session at the clinic that the consult belongs to. */
export const move = (
  at: { reachableUrl: string },
  token: string,
  roomId: RoomId,
  input: TransitionInput,
): Promise<ConsultOutput> =>
  askJson<ConsultOutput>(at.reachableUrl, 'POST', `/api/consults/${encodeURIComponent(roomId)}/transitions`, {
    body: input,
    token,
  })

/**
 * Lets time pass for a consult: all that has happened, and all that is due, comes to have been earlier. Only the service
 * account of its clinic can write that. Gives the version that it has then.
 */
export const passTime = async (clinic: Pick<TestClinic, 'folder'>, roomId: RoomId, byMs: number): Promise<number> => {
  const { homeserver } = JSON.parse(readFileSync(join(clinic.folder, 'service.json'), 'utf8'))
  const token = homeserver.asToken
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/${eventTypes.consultTask}/`
  const task = await askJson<Task>(homeserver.url, 'GET', path, { token })
  const earlier = (at: number | null) => (at === null ? null : at - byMs)
  const body = {
    ...task,
    version: task.version + 1,
    authoredOn: task.authoredOn - byMs,
    escalateAt: earlier(task.escalateAt),
    answerBy: earlier(task.answerBy),
    changes: task.changes.map((change) => ({ ...change, at: change.at - byMs })),
  } satisfies Task
  await askJson(homeserver.url, 'PUT', path, { body, token })
  return body.version
}
