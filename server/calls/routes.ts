import { Hono, type Context as HonoContext } from 'hono'
import { cors } from 'hono/cors'
import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'
import { callRoomParam, getTokenInput, livekitToken, muteInput, orderInput, sfuGetInput } from '#shared/calls/api.ts'
import { hashedIdentity, plainIdentity } from '#shared/calls/livekit-names.ts'
import { callOrder } from '#shared/calls/order.ts'
import { allow } from '../auth/allow.ts'
import { createRateLimit } from '../auth/rate-limit.ts'
import { sourceOfRequest } from '../auth/source-of-request.ts'
import type { Env } from '../context.ts'
import { refuse } from '../errors.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { described, reply, validate } from '../routing.ts'
import { livekitOf } from './livekit-rooms.ts'
import { hashText, issueLivekitToken, type TokenRequest } from './livekit-token.ts'
import { muteInCall } from './mute-in-call.ts'
import { orderCall } from './order-call.ts'
import { livekitEvent, receiveLivekitEvent } from './receive-livekit-event.ts'

/** Element Call of any address may ask, as at every MatrixRTC service: what lets one in is in the body, not a cookie. */
const fromAnywhere = cors({ origin: '*', allowMethods: ['POST', 'OPTIONS'], allowHeaders: ['Content-Type'] })

/** Only refusals count: each has made us ask a homeserver, and people in calls ask again every few minutes. */
const mayBeRefused = createRateLimit({ burst: 300, refillMs: 60_000 })

const answer = async (c: HonoContext<Env>, request: TokenRequest) => {
  const { context } = c.var
  const source = sourceOfRequest(c)
  if (!mayBeRefused(source, context.now(), 0)) return refuse(c, { code: 'rate-limited' })
  const token = await issueLivekitToken(context, livekitOf(context.config), request)
  if (!token.ok) mayBeRefused(source, context.now())
  return reply(c, token)
}

/** The OpenID token in the body is the proof; `issueLivekitToken` checks it at the homeserver that gave it out. */
export const callRoutes = new Hono<Env>()
  .use('/sfu/get', fromAnywhere)
  .use('/get_token', fromAnywhere)
  .post(
    '/sfu/get',
    allow.anyone,
    described('LiveKit token for a member by state event (MSC4195)', livekitToken),
    validate('json', sfuGetInput),
    async (c) => {
      const { room, openid_token, device_id } = c.req.valid('json')
      return answer(c, {
        openIdToken: openid_token,
        roomId: room,
        identityOf: (userId) => plainIdentity(userId, device_id),
      })
    },
  )
  .post(
    '/get_token',
    allow.anyone,
    described('LiveKit token for a member by sticky event (MSC4195)', livekitToken),
    validate('json', getTokenInput),
    async (c) => {
      const { room_id, slot_id, openid_token, member } = c.req.valid('json')
      return answer(c, {
        openIdToken: openid_token,
        roomId: room_id,
        slotId: slot_id,
        claimedUserId: member.claimed_user_id,
        identityOf: (userId) => hashedIdentity(hashText, userId, member.claimed_device_id, member.id),
      })
    },
  )
  .post(
    '/rooms/:roomId/order',
    allow.memberOf('roomId'),
    described('Order in the call of a room of this clinic, asked for by a host', callOrder),
    validate('param', callRoomParam),
    validate('json', orderInput),
    async (c) => {
      const { context, person } = c.var
      const { roomId } = c.req.valid('param')
      return reply(c, await orderCall(context, roomLock, person, roomId, c.req.valid('json').change))
    },
  )
  .post(
    '/rooms/:roomId/mute',
    allow.memberOf('roomId'),
    described('Switch off the microphone of somebody of this clinic, as a host of the call', v.object({})),
    validate('param', callRoomParam),
    validate('json', muteInput),
    async (c) => {
      const { context, person } = c.var
      const { roomId } = c.req.valid('param')
      const { person: whom } = c.req.valid('json')
      return reply(c, await muteInCall(context, livekitOf(context.config), person, roomId, whom))
    },
  )
  .post(
    '/livekit-events',
    allow.livekit,
    described('What happens in our LiveKit, as it tells us', v.object({})),
    describeRoute({
      requestBody: { required: true, content: { 'application/webhook+json': { schema: resolver(livekitEvent) } } },
    }),
    async (c) => {
      const { context } = c.var
      // Not by `validate`: LiveKit's content type is its own.
      const event = v.safeParse(livekitEvent, await c.req.json().catch(() => null))
      if (!event.success) return refuse(c, { code: 'bad-input' })
      return reply(c, await receiveLivekitEvent(context, livekitOf(context.config), event.output))
    },
  )
