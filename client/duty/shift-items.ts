import type { RoomId, UserId } from '#shared/matrix/ids.ts'

/** A consult that somebody has or that waits for them, as the end of a shift needs it. */
export type ShiftConsult = { roomId: RoomId; name: string; href: string } & (
  | {
      /** Taken: goes to a colleague, or stays. */
      kind: 'owned'
      hand(to: UserId, note: string): Promise<void>
    }
  | {
      /** Waiting: goes to the next tier, or stays. */
      kind: 'asked'
      /** Unix time in ms. */
      since: number
      pass(): Promise<void>
    }
)

/** An urgent message that waits for somebody's confirmation: it is answered or handed over. */
export type ShiftAlert = {
  roomId: RoomId
  name: string
  href: string
  /** Unix time in ms. */
  since: number
  confirm(): Promise<void>
  hand(to: UserId): Promise<void>
}
