import type { RoomId, UserId } from '#shared/matrix/ids.ts'

/** Somebody before the door of a call. */
export type Knock = { roomId: RoomId; person: UserId; since: number }

type Door = {
  roomId: RoomId
  isHost: boolean
  /** On this device. */
  isInCall: boolean
  /** Whether it is on the screen, which then says it itself. */
  isShown: boolean
  waiting: readonly { userId: UserId; since: number; invitedBy: UserId | null }[]
}

/**
 * Whoever may let somebody in hears of it wherever they are: of a call that they are in, and of whom they have invited,
 * who may come before anybody is in it.
 */
export const knocksAt = (doors: readonly Door[], ownId: UserId): Knock[] =>
  doors
    .filter(({ isHost, isShown }) => isHost && !isShown)
    .flatMap(({ roomId, isInCall, waiting }) =>
      waiting
        .filter(({ invitedBy }) => isInCall || invitedBy === ownId)
        .map(({ userId, since }) => ({ roomId, person: userId, since })),
    )
