import type { SecretLink } from '#shared/auth/secret-link.ts'
import { hasPassword } from '../auth/has-password.ts'
import { isSecretOf } from '../auth/secret-hash.ts'
import type { Context } from '../context.ts'
import { findInvitation, type Invitation } from './queries.ts'

/** Null for a link that nobody made, and for one that is used, replaced, too old or of no use: nobody learns which. */
export const findOpen = (
  { config, db, now }: Pick<Context, 'config' | 'db' | 'now'>,
  { id, secret }: SecretLink,
): Invitation | null => {
  const invitation = findInvitation(db, id)
  if (!invitation || !isSecretOf(invitation.secretHash, 'invitation', secret)) return null
  return invitation.expiresAt > now() && hasPassword(config, invitation.userId) ? invitation : null
}
