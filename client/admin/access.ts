import type { AccessOutput, NewInvitation } from '#shared/admin/api.ts'
import { invitationPath } from '#shared/auth/invitation.ts'
import { writeLink } from '#shared/auth/secret-link.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { makeLinkSecret } from '../clinic-api/index.ts'

/** How somebody comes in: by a link with which they set their own password, or by a password that is shown once. */
export const accessKinds = ['link', 'password'] as const
export type AccessKind = (typeof accessKinds)[number]

/** So long a link works. */
export const invitationMs = 7 * 24 * 60 * 60_000

/** What is seen this once. */
export type GivenAccess = { userId: UserId } & (
  | { password: string }
  | { link: string; expiresAt: number }
  | { isByProvider: true }
)

/** What to ask the service for, and what is then to be passed on. The secret of a link never leaves this browser. */
export const prepareAccess = async (
  kind: AccessKind,
): Promise<{ invitation: NewInvitation | null; given(answer: AccessOutput): GivenAccess }> => {
  const { secret, secretHash } = await makeLinkSecret()
  return {
    invitation: kind === 'link' ? { secretHash, validMs: invitationMs } : null,
    given: ({ userId, password, invitation }) => {
      if (password !== null) return { userId, password }
      if (invitation === null) return { userId, isByProvider: true }
      const { id, expiresAt } = invitation
      return { userId, link: writeLink(`${location.origin}${invitationPath}`, { id, secret }), expiresAt }
    },
  }
}
