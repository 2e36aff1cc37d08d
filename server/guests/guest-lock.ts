import type { RoomId } from '#shared/matrix/ids.ts'

/** Making a link, and ending the call that it leads to, do not meet. */
export const guestLock = (conversation: RoomId): string => `guests ${conversation}`
