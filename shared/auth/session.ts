import * as v from 'valibot'
import { deviceId, serverName, userId } from '../matrix/ids.ts'
import { heldRoles, noRoles } from './roles.ts'

const token = v.pipe(v.string(), v.minLength(1), v.maxLength(1024))

/** At the own clinic: a Matrix OpenID token, and the device whose account data names it (`own-proof.ts`). */
const ownSessionInput = v.object({ access_token: token, matrix_server_name: serverName, device_id: deviceId })
export type OwnSessionInput = v.InferOutput<typeof ownSessionInput>

/** At a partner: what the own clinic's service wrote for that partner. */
const partnerSessionInput = v.object({ introduction: token, matrix_server_name: serverName })

/** `POST /api/session`: who somebody is in, a short-lived session token of this clinic's service out. */
export const sessionInput = v.union([partnerSessionInput, ownSessionInput])
export type SessionInput = v.InferOutput<typeof sessionInput>

/** `POST /api/session/introductions`: a person of this clinic goes to a partner. */
export const introductionInput = v.object({ audience: serverName })
export const introductionOutput = partnerSessionInput
export type IntroductionOutput = v.InferOutput<typeof introductionOutput>

/** `POST /api/session/introductions/check`: asks the clinic that it comes from. */
export const introductionCheckInput = v.object({ introduction: token })
export const introductionCheckOutput = v.object({ userId, audience: serverName })

export const sessionOutput = v.object({
  token: v.string(),
  /** Unix time in ms. */
  expiresAt: v.number(),
  userId,
  isClinicAdmin: v.boolean(),
  /** At the own clinic; left out by earlier services. */
  roles: v.optional(heldRoles, noRoles),
})
export type SessionOutput = v.InferOutput<typeof sessionOutput>

/** `GET /api/session/ways`: whether everybody may sign in by a password, beside what the homeserver offers. */
export const signInWays = v.object({ hasPasswords: v.boolean() })
