import * as v from 'valibot'
import { deviceId, serverName, userId } from '../matrix/ids.ts'

/** `POST /api/session`: a Matrix OpenID token in, a short-lived session token of this clinic's service out. */
export const sessionInput = v.object({
  access_token: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)),
  matrix_server_name: serverName,
  /** At the own clinic: the device whose account data names the token (`own-proof.ts`). */
  device_id: v.optional(deviceId),
})
export type SessionInput = v.InferOutput<typeof sessionInput>

export const sessionOutput = v.object({
  token: v.string(),
  /** Unix time in ms. */
  expiresAt: v.number(),
  userId,
  isClinicAdmin: v.boolean(),
})
export type SessionOutput = v.InferOutput<typeof sessionOutput>

/** `GET /api/clinic`: what a browser must know of a clinic before anybody has signed in. */
export const clinicCard = v.object({
  name: v.string(),
  serverName,
  /** Address that serves client, `/_matrix` and `/api`, without a slash at the end. */
  url: v.string(),
  /** WebSocket address of its LiveKit, which partners' people subscribe at. */
  livekitUrl: v.optional(v.string()),
})
export type ClinicCard = v.InferOutput<typeof clinicCard>
