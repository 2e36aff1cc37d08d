import { type MatrixClient, Method } from 'matrix-js-sdk'
import type { ServerName } from '#shared/matrix/ids.ts'

type Client = { http: Pick<MatrixClient['http'], 'authedRequest'> }

/**
 * Joins a room that a clinic's service made. The SDK's own way would ask for the inviter's keys now, and again at every
 * start of the next day: it waits for what was said before from whoever invites. A service has no keys to hand over.
 */
export const joinPlainly = (client: Client, roomId: string, via: readonly ServerName[]): Promise<unknown> =>
  client.http.authedRequest(
    Method.Post,
    `/join/${encodeURIComponent(roomId)}`,
    { via: [...via], server_name: [...via] },
    {},
  )
