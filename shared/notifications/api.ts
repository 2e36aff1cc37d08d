import * as v from 'valibot'
import { priorities } from '../consults/priority.ts'
import { eventId, roomId, userId } from '../matrix/ids.ts'

/** Bytes as base64url; Push API and RFC 8291 give the lengths. */
const base64url = (bytes: number) =>
  v.pipe(v.string(), v.regex(/^[\w-]+=*$/), v.maxLength(Math.ceil((bytes * 4) / 3) + 2))

/** `GET /api/notifications`: what a browser needs before it can subscribe (RFC 8292). */
export const notificationsOutput = v.object({ vapidPublicKey: v.string() })

/** `PUT /api/notifications/subscription`: what `PushSubscription.toJSON()` gives. */
export const subscriptionInput = v.object({
  endpoint: v.pipe(v.string(), v.maxLength(2048), v.url()),
  keys: v.object({ p256dh: base64url(65), auth: base64url(16) }),
})
export type SubscriptionInput = v.InferOutput<typeof subscriptionInput>

const pushkey = v.pipe(v.string(), v.regex(/^[\w-]{1,512}$/))

/** What the browser tells its homeserver: a pusher of this key, at this gateway (`POST /pushers/set`). */
export const subscriptionOutput = v.object({ pushkey, appId: v.string(), gatewayUrl: v.string() })
export type SubscriptionOutput = v.InferOutput<typeof subscriptionOutput>

/** `DELETE /api/notifications/subscription` */
export const unsubscribeInput = v.object({ pushkey })

/** `PUT /api/notifications/silences`: of one conversation, until then (Unix time in ms); null: no longer. */
export const silenceInput = v.object({ roomId, endsAt: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))) })

/** `POST /_matrix/push/v1/notify` of the Push Gateway API, as far as we read it; Synapse sends ids only. */
export const notifyInput = v.object({
  notification: v.object({
    event_id: v.nullish(eventId),
    room_id: v.nullish(roomId),
    devices: v.pipe(v.array(v.object({ app_id: v.string(), pushkey: v.string() })), v.maxLength(100)),
  }),
})
export const notifyOutput = v.object({ rejected: v.array(v.string()) })

/** `POST /api/notifications/alerts`: a clinic's service calls people of this clinic to a room of its own. */
export const alertsInput = v.object({
  roomId,
  priority: v.picklist(priorities),
  userIds: v.pipe(v.array(userId), v.minLength(1), v.maxLength(50)),
})
export type AlertsInput = v.InferOutput<typeof alertsInput>
export const alertsOutput = v.object({ count: v.number() })

/**
 * What the browser gets: no words, no names. `priority` is null for what is no alert; `isSilent`: the person does not
 * want to be disturbed, which they may have said on another device.
 */
export const pushMessage = v.object({
  roomId: v.nullable(roomId),
  priority: v.nullable(v.picklist(priorities)),
  isSilent: v.optional(v.literal(true)),
})
export type PushMessage = v.InferOutput<typeof pushMessage>
