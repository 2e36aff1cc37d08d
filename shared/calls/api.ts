import * as v from 'valibot'
import { deviceId, roomId, serverName, userId } from '../matrix/ids.ts'
import { orderChange } from './order.ts'

/** What `POST /_matrix/client/v3/user/{userId}/openid/request_token` gives, as clients pass it on. */
const openIdToken = v.object({
  access_token: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)),
  matrix_server_name: serverName,
})

/** Refused, not ignored: who sends these would stop renewing its own leave event, trusting us to do it. */
const noDelegation = {
  delay_id: v.optional(v.never('delegated leave is not offered here')),
  delay_timeout: v.optional(v.never('delegated leave is not offered here')),
}

/** `POST /api/calls/sfu/get`, of members by state event. */
export const sfuGetInput = v.object({
  room: roomId,
  openid_token: openIdToken,
  device_id: deviceId,
  ...noDelegation,
})

const slotId = v.pipe(v.string(), v.regex(/^[^#]+#[^#]+$/, 'not a slot id'), v.maxLength(255))
const memberId = v.pipe(v.string(), v.minLength(1), v.maxLength(255))

const tokenRequest = { room_id: roomId, slot_id: slotId, openid_token: openIdToken, ...noDelegation }

/** `POST /api/calls/get_token`, of members by sticky event. The MSC is moving from `member{}` to flat fields. */
export const getTokenInput = v.union([
  v.object({
    ...tokenRequest,
    member: v.object({ id: memberId, claimed_user_id: v.optional(userId), claimed_device_id: deviceId }),
  }),
  v.pipe(
    v.object({
      ...tokenRequest,
      member_id: memberId,
      claimed_user_id: v.optional(userId),
      claimed_device_id: deviceId,
    }),
    v.transform(({ member_id, claimed_user_id, claimed_device_id, ...request }) => ({
      ...request,
      member: { id: member_id, claimed_user_id, claimed_device_id },
    })),
  ),
])

/** Answer of both: LiveKit's address for browsers, and the token that opens it. */
export const livekitToken = v.object({ url: v.string(), jwt: v.string() })
export type LivekitToken = v.InferOutput<typeof livekitToken>

/** `POST /api/calls/rooms/{roomId}/order`, in a room that the clinic's service made. */
export const callRoomParam = v.object({ roomId })
export const orderInput = v.object({ change: orderChange })

/** `POST /api/calls/rooms/{roomId}/mute`, at the clinic where the person publishes. */
export const muteInput = v.object({ person: userId })

/** Where a clinic's MatrixRTC authorization service is, from the clinic's web address. */
export const callServiceUrl = (clinicUrl: string): string => `${clinicUrl}/api/calls`
