import { type ServerName, serverOf, serviceAccountOf } from '#shared/matrix/ids.ts'
import type { ServiceRoom } from './types.ts'

/**
 * What a room says of how it stands, if it may be believed: written by the account that made the room (and, before we
 * have joined, that invites us), which is the service account of our own or a partner clinic.
 */
export const believedState = (
  { creator, invitedBy, membership, state }: ServiceRoom,
  isTrusted: (server: ServerName) => boolean,
): { homeServer: ServerName; content: Record<string, unknown> } | null => {
  if (!creator || !state || state.sender !== creator) return null
  if (membership === 'invite' && invitedBy !== creator) return null
  const homeServer = serverOf(creator)
  if (creator !== serviceAccountOf(homeServer) || !isTrusted(homeServer)) return null
  return { homeServer, content: state.content }
}
