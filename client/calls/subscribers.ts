import { hashedIdentity, plainIdentity } from '#shared/calls/livekit-names.ts'
import { hashText } from '../clinic-api/index.ts'
import type { CallMember } from '../matrix/types.ts'

type Named = Pick<CallMember, 'userId' | 'deviceId' | 'memberId'>

/**
 * What a member's device may be called at our LiveKit: Element Call of another clinic asks for a token at `/get_token`,
 * where names are hashed, also when it is a member by state event and publishes at home under its plain name.
 */
export const subscriberNamesOf = async ({ userId, deviceId, memberId }: Named): Promise<string[]> => [
  plainIdentity(userId, deviceId),
  await hashedIdentity(hashText, userId, deviceId, memberId),
]
