import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { confirmedBy } from '#shared/urgent/alert.ts'
import { type Alert, parseAlert } from '#shared/urgent/alert-content.ts'
import type { AlertInput, AlertOutput, MovedAlert } from '#shared/urgent/api.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { askService } from '../clinics/open-clinics.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'
import { askMatrix, stateOf } from './matrix-api.ts'
import type { Somebody } from './somebody.ts'
import { until } from './until.ts'

export const newAlert = (
  conversation: RoomId,
  to: readonly Somebody[],
  rest: Partial<AlertInput> = {},
): AlertInput => ({
  alertId: randomUUID(),
  conversation,
  priority: 'stat',
  answerWithin: 60_000,
  to: to.map(({ userId }) => userId),
  chain: [],
  ...rest,
})

/** Asked at the sender's own clinic. */
export const startAlert = (by: Somebody, input: AlertInput): Promise<AlertOutput> =>
  askService<AlertOutput>(by.clinic, by, 'POST', '/api/urgent', input)

/** `token`: a session at the clinic of the alert. */
export const cancelAlert = (at: TestClinic, token: string, roomId: RoomId): Promise<MovedAlert> =>
  askJson<MovedAlert>(at.reachableUrl, 'POST', `/api/urgent/${encodeURIComponent(roomId)}/cancel`, { token })

/** What servers see of an encrypted event: not what it says, only to what it refers. */
export const sayEncrypted = async (by: Somebody, roomId: RoomId, refersTo?: EventId): Promise<EventId> => {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/${eventTypes.encrypted}/${randomUUID()}`
  const { event_id } = await askMatrix<{ event_id: EventId }>(by, 'PUT', path, {
    algorithm: 'm.megolm.v1.aes-sha2',
    ciphertext: 'AwgAEnACgAkLmt6qF84IK++J7UDH2Za1YVchHyprqTqsg',
    session_id: randomUUID(),
    ...(refersTo ? { 'm.relates_to': { rel_type: 'm.reference', event_id: refersTo } } : {}),
  })
  return event_id
}

export const confirmAlert = (by: Somebody, roomId: RoomId): Promise<EventId> =>
  sayEncrypted(by, roomId, confirmedBy(roomId))

/** The alert as somebody in its room reads it at their own clinic. */
export const alertOf = async (who: Somebody, roomId: RoomId): Promise<Alert | null> =>
  parseAlert((await stateOf(who, roomId)).find(({ type }) => type === eventTypes.urgentAlert)?.content)

export const untilAlert = (
  what: string,
  who: Somebody,
  roomId: RoomId,
  is: (alert: Alert) => boolean,
): Promise<Alert> =>
  until(what, async () => {
    const alert = await alertOf(who, roomId)
    return alert && is(alert) ? alert : null
  })

/** Lets time pass for an alert: only the service account of its clinic can write when the next is due. */
export const passTime = async (clinic: Pick<TestClinic, 'folder'>, roomId: RoomId, byMs: number): Promise<void> => {
  const { homeserver } = JSON.parse(readFileSync(joinPath(clinic.folder, 'service.json'), 'utf8'))
  const token = homeserver.asToken
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/${eventTypes.urgentAlert}/`
  const alert = await askJson<Alert>(homeserver.url, 'GET', path, { token })
  const earlier = (at: number | null) => (at === null ? null : at - byMs)
  const body = {
    ...alert,
    version: alert.version + 1,
    repeatAt: earlier(alert.repeatAt),
    escalateAt: earlier(alert.escalateAt),
  }
  await askJson(homeserver.url, 'PUT', path, { body, token })
}
