import type { RoomId } from '#shared/matrix/ids.ts'

/** A consult that somebody has or that waits for them, as the end of a shift needs it. */
export type ShiftConsult = {
  roomId: RoomId
  name: string
  /** To the next tier; null for one that has been taken, which stays. */
  pass: (() => Promise<void>) | null
}
