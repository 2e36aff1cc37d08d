import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LivekitToken } from '#shared/calls/api.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'
import { openIdTokenOf, type Somebody } from './somebody.ts'

/** MSC4195, written anew: a fault in the service's own hash must not be repeated here. */
export const hashOf = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64').replace(/=+$/, '')

const postTo = <T>(at: Pick<TestClinic, 'reachableUrl'>, path: string, body: unknown): Promise<T> =>
  askJson<T>(at.reachableUrl, 'POST', `/api/calls/${path}`, { body })

/** As a member by state event asks. */
export const sfuGet = async (at: Pick<TestClinic, 'reachableUrl'>, by: Somebody, room: RoomId): Promise<LivekitToken> =>
  postTo<LivekitToken>(at, 'sfu/get', { room, openid_token: await openIdTokenOf(by), device_id: by.deviceId })

/** As a member by sticky event asks. */
export const getToken = async (
  at: Pick<TestClinic, 'reachableUrl'>,
  by: Somebody,
  room: RoomId,
  { memberId, slotId = 'm.call#ROOM', claimedUserId }: { memberId: string; slotId?: string; claimedUserId?: string },
): Promise<LivekitToken> =>
  postTo<LivekitToken>(at, 'get_token', {
    room_id: room,
    slot_id: slotId,
    openid_token: await openIdTokenOf(by),
    member: { id: memberId, claimed_device_id: by.deviceId, claimed_user_id: claimedUserId ?? by.userId },
  })

export type Claims = { sub: string; exp: number; nbf: number; video: Record<string, unknown> }

/** What the token says, once its signature is found to be by the clinic's LiveKit secret. */
export const claimsOf = ({ folder }: TestClinic, { jwt }: LivekitToken): Claims => {
  const { livekit } = JSON.parse(readFileSync(join(folder, 'service.json'), 'utf8'))
  const [header, payload, signature] = jwt.split('.') as [string, string, string]
  const expected = createHmac('sha256', livekit.apiSecret).update(`${header}.${payload}`).digest()
  if (!timingSafeEqual(expected, Buffer.from(signature, 'base64url'))) throw new Error('signed by somebody else')
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}

/** Node's resolver does not know `*.localhost`. */
const reachable = (url: string): string => url.replace(/\/\/[^/:]+/, '//127.0.0.1')

/** A place in a call without camera or microphone: LiveKit's signalling connection alone. */
export type Seat = { isIn(): boolean; leave(): void }

/** Throws when LiveKit does not let one in. */
export const takeSeat = async ({ url, jwt }: LivekitToken): Promise<Seat> => {
  const socket = new WebSocket(`${reachable(url)}/rtc?protocol=15&access_token=${jwt}`)
  await Promise.race([
    once(socket, 'message'),
    once(socket, 'error').then(() => {
      throw new Error('LiveKit refused')
    }),
  ])
  return {
    isIn: () => socket.readyState === WebSocket.OPEN,
    leave: () => socket.close(),
  }
}
