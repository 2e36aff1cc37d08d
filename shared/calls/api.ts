import * as v from 'valibot'
import { type DeviceId, deviceId, roomId, serverName, type UserId, userId } from '../matrix/ids.ts'
import { orderChange } from './order.ts'

/** What `POST /_matrix/client/v3/user/{userId}/openid/request_token` gives, as clients pass it on. */
const openIdToken = v.object({
  access_token: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)),
  matrix_server_name: serverName,
})

/**
 * A leave event that the client has laid down at its homeserver (MSC4140), given to us to keep back while LiveKit has
 * the participant. Both or neither; the address of the homeserver is not taken from others.
 */
const delegation = {
  delay_id: v.pipe(v.string(), v.regex(/^[\w.~+-]+$/, 'not the id of a delayed event'), v.maxLength(255)),
  delay_timeout: v.pipe(v.number(), v.integer(), v.minValue(1_000), v.maxValue(24 * 60 * 60_000)),
}
const mayDelegate = {
  delay_id: v.optional(delegation.delay_id),
  delay_timeout: v.optional(delegation.delay_timeout),
}
type MayDelegate = { delay_id?: string | undefined; delay_timeout?: number | undefined }
const isWhole = ({ delay_id, delay_timeout }: MayDelegate) => (delay_id === undefined) === (delay_timeout === undefined)
const isHalf = 'delay_id and delay_timeout belong together'

/** `POST /api/calls/token`, of our own client: who asks is known by their session. */
export const callTokenInput = v.object({ room: roomId, device_id: deviceId })

/** `POST /api/calls/leave`, of our own client: the same for a leave event that it delegates. */
export const delegateOwnLeaveInput = v.object({ room: roomId, device_id: deviceId, ...delegation })

/** `POST /api/calls/sfu/get`, of members by state event. */
export const sfuGetInput = v.pipe(
  v.object({ room: roomId, openid_token: openIdToken, device_id: deviceId, ...mayDelegate }),
  v.check((request) => isWhole(request), isHalf),
)

const slotId = v.pipe(v.string(), v.regex(/^[^#]+#[^#]+$/, 'not a slot id'), v.maxLength(255))
const memberId = v.pipe(v.string(), v.minLength(1), v.maxLength(255))

const ofSlot = { room_id: roomId, slot_id: slotId, openid_token: openIdToken }
const nestedMember = {
  member: v.object({ id: memberId, claimed_user_id: v.optional(userId), claimed_device_id: deviceId }),
}
/** The MSC is moving from `member{}` to these. */
const flatMember = { member_id: memberId, claimed_user_id: v.optional(userId), claimed_device_id: deviceId }

type Flat = { member_id: string; claimed_user_id?: UserId | undefined; claimed_device_id: DeviceId }
const nest = <T extends Flat>({ member_id, claimed_user_id, claimed_device_id, ...request }: T) => ({
  ...request,
  member: { id: member_id, claimed_user_id, claimed_device_id },
})

/** `POST /api/calls/get_token`, of members by sticky event. */
export const getTokenInput = v.union([
  v.pipe(
    v.object({ ...ofSlot, ...nestedMember, ...mayDelegate }),
    v.check((request) => isWhole(request), isHalf),
  ),
  v.pipe(
    v.object({ ...ofSlot, ...flatMember, ...mayDelegate }),
    v.check((request) => isWhole(request), isHalf),
    v.transform((request) => nest(request)),
  ),
])

/** `POST /api/calls/delegate_delayed_leave`, of members by sticky event who are in the call already. */
export const delegateLeaveInput = v.union([
  v.object({ ...ofSlot, ...nestedMember, ...delegation }),
  v.pipe(
    v.object({ ...ofSlot, ...flatMember, ...delegation }),
    v.transform((request) => nest(request)),
  ),
])

/** Answer to all who ask for a token: LiveKit's address for browsers, and the token that opens it. */
export const livekitToken = v.object({ url: v.string(), jwt: v.string() })
export type LivekitToken = v.InferOutput<typeof livekitToken>

/** `POST /api/calls/rooms/{roomId}/order`, in a room that the clinic's service made. */
export const callRoomParam = v.object({ roomId })
export const orderInput = v.object({ change: orderChange })

/** `POST /api/calls/rooms/{roomId}/mute`, at the clinic where the person publishes. */
export const muteInput = v.object({ person: userId })

/** Where a clinic's MatrixRTC authorization service is, from the clinic's web address. */
export const callServiceUrl = (clinicUrl: string): string => `${clinicUrl}/api/calls`
