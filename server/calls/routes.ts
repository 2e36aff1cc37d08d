import { Hono, type Context as HonoContext } from 'hono'
import { cors } from 'hono/cors'
import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'
import {
  callRoomParam,
  callTokenInput,
  delegateLeaveInput,
  delegateOwnLeaveInput,
  getTokenInput,
  livekitToken,
  muteInput,
  orderInput,
  sfuGetInput,
} from '#shared/calls/api.ts'
import { hashedIdentity, livekitRoomName, plainIdentity } from '#shared/calls/livekit-names.ts'
import { callOrder } from '#shared/calls/order.ts'
import type { Refusal } from '#shared/errors.ts'
import { serverOf } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import { createRateLimit } from '../auth/rate-limit.ts'
import { sourceOfRequest } from '../auth/source-of-request.ts'
import { standingOfServer } from '../auth/standing-of-server.ts'
import type { Env } from '../context.ts'
import { refuse } from '../errors.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { described, reply, validate } from '../routing.ts'
import { takeLeave } from './delegated-leaves.ts'
import { livekitOf } from './livekit-rooms.ts'
import { hashText, issueLivekitToken, ownerOf, type TokenRequest } from './livekit-token.ts'
import { muteInCall } from './mute-in-call.ts'
import { orderCall } from './order-call.ts'
import { livekitEvent, receiveLivekitEvent } from './receive-livekit-event.ts'

/** Element Call of any address may ask, as at every MatrixRTC service: what lets one in is in the body, not a cookie. */
const fromAnywhere = cors({ origin: '*', allowMethods: ['POST', 'OPTIONS'], allowHeaders: ['Content-Type'] })

const nothing = v.object({})

/** Only refusals count: each has made us ask a homeserver, and people in calls ask again every few minutes. */
const mayBeRefused = createRateLimit({ burst: 300, refillMs: 60_000 })

/** Whoever connects anew delegates anew; nobody does so every second. */
const mayDelegate = createRateLimit({ burst: 60, refillMs: 60_000 })

/** Refuses a source that was refused too often, before anybody is asked. */
const answer = async <T>(c: HonoContext<Env>, ask: () => Promise<Result<T, Refusal>>) => {
  const { context } = c.var
  const source = sourceOfRequest(c)
  if (!mayBeRefused(source, context.now(), 0)) return refuse(c, { code: 'rate-limited' })
  const result = await ask()
  if (!result.ok) mayBeRefused(source, context.now())
  return reply(c, result)
}

type Delegated = { delay_id?: string | undefined; delay_timeout?: number | undefined }

/** The leave event goes along with the token, for people of this clinic. */
const give = async ({ context }: Env['Variables'], request: TokenRequest, { delay_id, delay_timeout }: Delegated) => {
  const isDelegated = delay_id !== undefined && delay_timeout !== undefined
  // Element Call asks again without.
  if (isDelegated && standingOfServer(context, serverOf(request.userId)) !== 'own')
    return refused<Refusal>({ code: 'bad-input', details: { fields: 'delay_id' } })
  const token = await issueLivekitToken(context, livekitOf(context.config), request)
  if (token.ok && isDelegated)
    await takeLeave(context, livekitOf(context.config), placeOf(request), {
      delayId: delay_id,
      timeoutMs: delay_timeout,
    })
  return token
}

const placeOf = ({ roomId, slotId, identity }: Pick<TokenRequest, 'roomId' | 'slotId' | 'identity'>) => ({
  room: livekitRoomName(hashText, roomId, slotId),
  identity,
})

/** Of the sessions and OpenID tokens, `issueLivekitToken` asks whether the person is in the room. */
export const callRoutes = new Hono<Env>()
  .use('/sfu/get', fromAnywhere)
  .use('/get_token', fromAnywhere)
  .use('/delegate_delayed_leave', fromAnywhere)
  .post(
    '/token',
    allow.personOrGuest,
    described('LiveKit token for a member by state event who has a session', livekitToken),
    validate('json', callTokenInput),
    async (c) => {
      const { room, device_id } = c.req.valid('json')
      const { userId } = c.var.person
      return answer(c, () => give(c.var, { userId, roomId: room, identity: plainIdentity(userId, device_id) }, {}))
    },
  )
  .post(
    '/leave',
    allow.memberOrGuestOf('room'),
    described('Keeps my leave event back while I am in the call', nothing),
    validate('json', delegateOwnLeaveInput),
    async (c) => {
      const { room, device_id, delay_id, delay_timeout } = c.req.valid('json')
      const { context, person } = c.var
      if (standingOfServer(context, person.serverName) !== 'own') return refuse(c, { code: 'not-allowed' })
      if (!mayDelegate(person.userId, context.now())) return refuse(c, { code: 'rate-limited' })
      const place = placeOf({ roomId: room, identity: plainIdentity(person.userId, device_id) })
      await takeLeave(context, livekitOf(context.config), place, { delayId: delay_id, timeoutMs: delay_timeout })
      return reply(c, ok({}))
    },
  )
  .post(
    '/sfu/get',
    allow.anyone,
    described('LiveKit token for a member by state event (MSC4195)', livekitToken),
    validate('json', sfuGetInput),
    async (c) => {
      const { room, openid_token, device_id, ...delegated } = c.req.valid('json')
      return answer(c, async () => {
        const owner = await ownerOf(c.var.context, { openIdToken: openid_token })
        if (!owner.ok) return owner
        const identity = plainIdentity(owner.value, device_id)
        return give(c.var, { userId: owner.value, roomId: room, identity }, delegated)
      })
    },
  )
  .post(
    '/get_token',
    allow.anyone,
    described('LiveKit token for a member by sticky event (MSC4195)', livekitToken),
    validate('json', getTokenInput),
    async (c) => {
      const { room_id, slot_id, openid_token, member, ...delegated } = c.req.valid('json')
      return answer(c, async () => {
        const owner = await ownerOf(c.var.context, { openIdToken: openid_token, claimedUserId: member.claimed_user_id })
        if (!owner.ok) return owner
        const identity = hashedIdentity(hashText, owner.value, member.claimed_device_id, member.id)
        return give(c.var, { userId: owner.value, roomId: room_id, slotId: slot_id, identity }, delegated)
      })
    },
  )
  .post(
    '/delegate_delayed_leave',
    allow.anyone,
    described('Keeps the leave event of a member by sticky event back while they are in the call (MSC4195)', nothing),
    validate('json', delegateLeaveInput),
    async (c) => {
      const { room_id, slot_id, openid_token, member, delay_id, delay_timeout } = c.req.valid('json')
      const { context } = c.var
      return answer(c, async () => {
        const owner = await ownerOf(context, { openIdToken: openid_token, claimedUserId: member.claimed_user_id })
        if (!owner.ok) return owner
        if (standingOfServer(context, serverOf(owner.value)) !== 'own') return refused<Refusal>({ code: 'not-allowed' })
        if (!(await context.homeserver.isJoined(room_id, owner.value)))
          return refused<Refusal>({ code: 'not-a-member' })
        const identity = hashedIdentity(hashText, owner.value, member.claimed_device_id, member.id)
        const place = placeOf({ roomId: room_id, slotId: slot_id, identity })
        await takeLeave(context, livekitOf(context.config), place, { delayId: delay_id, timeoutMs: delay_timeout })
        return ok({})
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
    described('Switch off the microphone of somebody of this clinic, as a host of the call', nothing),
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
    described('What happens in our LiveKit, as it tells us', nothing),
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
