import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { blockUser, isServerExcepted, unblockUser } from '#shared/permissions/permission-config.ts'
import { standsAlone } from '../matrix/room-kinds.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { RoomSummary } from '../matrix/types.ts'
import { usePermissions } from './use-permissions.ts'

/** What exists with somebody alone. Groups and consults stay, with all that is said there: they are about patients. */
export const roomsWithAlone = (rooms: readonly RoomSummary[], user: UserId): RoomSummary[] =>
  rooms.filter(
    ({ kind, membership, directUserId, invitedBy }) =>
      kind !== 'consult' &&
      standsAlone({ kind }) &&
      ((kind === 'direct' && directUserId === user) || (membership === 'invite' && invitedBy === user)),
  )

export type Blocking = {
  /** Whoever is not blocked may write; otherwise nobody but those who are allowed, which blocks nobody by name. */
  isOpen(): boolean
  isBlocked(user: UserId): boolean
  /** Whether blocking this person takes the permission from their whole clinic, which alone let them in. */
  closesClinic(user: UserId): boolean
  /** Whether the person is blocked with their whole clinic, and cannot be let in alone. */
  isWithClinic(user: UserId): boolean
  /** `left`: also the conversation is over; `stays`: it could not be left, and the person must be told. */
  block(user: UserId): Promise<'left' | 'stays'>
  unblock(user: UserId): Promise<void>
}

/**
 * Matrix's own list of ignored people is not used: it would hide what somebody writes in consults and groups as well,
 * and nobody would know that something is missing.
 */
export const useBlocking = (): Blocking => {
  const session = useSession()
  const permissions = usePermissions()
  const isClinicExcepted = (user: UserId, setting: 'allow all' | 'block all') => {
    const config = permissions.config()
    return config?.defaultSetting === setting && isServerExcepted(config, serverOf(user))
  }

  return {
    isOpen: () => permissions.config()?.defaultSetting !== 'block all',
    isBlocked: permissions.isBlocked,
    closesClinic: (user) => isClinicExcepted(user, 'block all'),
    isWithClinic: (user) => isClinicExcepted(user, 'allow all'),
    async block(user) {
      const over = roomsWithAlone(session.rooms(), user)
      const known = session
        .rooms()
        .flatMap(({ membership, directUserId }) => (membership === 'join' ? (directUserId ?? []) : []))
      await permissions.change((config) => blockUser(config, user, known))
      const ended = await Promise.allSettled(
        over.map(({ roomId, membership }) =>
          membership === 'invite' ? session.declineInvite(roomId) : session.leaveRoom(roomId),
        ),
      )
      return ended.every(({ status }) => status === 'fulfilled') ? 'left' : 'stays'
    },
    unblock: (user) => permissions.change((config) => unblockUser(config, user)),
  }
}
