import type { RoomMember } from 'matrix-js-sdk'
import { localpartOf, type UserId } from '#shared/matrix/ids.ts'

/** As a person reads it; the SDK puts the address behind a name that two members share. */
export const displayNameOf = ({ userId, name }: Pick<RoomMember, 'userId' | 'name'>): string =>
  !name || name === userId ? localpartOf(userId as UserId) : name
