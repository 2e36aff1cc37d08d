import * as v from 'valibot'
import { userId } from '../matrix/ids.ts'
import { secretLink } from './secret-link.ts'

/** Where the links of invitations lead. */
export const invitationPath = '/welcome'

/** As Synapse's own policy has it (`synapse-config/templates/homeserver.yaml`). */
export const shortestPassword = 12
export const longestPassword = 512

/** `POST /api/invitations/look`: who has the link learns whose it is; it stays good. */
export const invitationOutput = v.object({
  userId,
  name: v.string(),
  /** Unix time in ms. */
  expiresAt: v.number(),
})
export type InvitationOutput = v.InferOutput<typeof invitationOutput>

/** `POST /api/invitations/accept`: once. */
export const acceptedInvitation = v.object({
  ...secretLink.entries,
  password: v.pipe(v.string(), v.minLength(shortestPassword), v.maxLength(longestPassword)),
})
export type AcceptedInvitation = v.InferOutput<typeof acceptedInvitation>
export const acceptedOutput = v.object({ userId })
