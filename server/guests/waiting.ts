import type { GuestInCall } from '#shared/calls/guests.ts'
import type { CallOrder } from '#shared/calls/order.ts'
import type { GuestLinkRow } from './queries.ts'

/** They knock every few seconds; a phone that is locked meanwhile may miss some. */
const silenceMs = 15_000

type Knocks = Pick<GuestLinkRow, 'heardAt'>

export const isHeard = ({ heardAt }: Knocks, now: number): boolean => heardAt !== null && now - heardAt < silenceMs

type Row = Pick<
  GuestLinkRow,
  | 'guest'
  | 'deviceId'
  | 'signingKey'
  | 'identityKey'
  | 'proof'
  | 'keyEvent'
  | 'madeBy'
  | 'isOver'
  | 'waitingSince'
  | 'heardAt'
>

/** What the room is to say of a guest; null for one who has not knocked, or is gone. */
export const guestInCallOf = (row: Row, { admitted }: Pick<CallOrder, 'admitted'>, now: number): GuestInCall | null => {
  const { guest, deviceId, signingKey, identityKey, proof, keyEvent, madeBy, isOver, waitingSince } = row
  if (isOver || !guest || !deviceId || !signingKey || !identityKey) return null
  const waits = !admitted.includes(guest) && isHeard(row, now)
  return {
    device_id: deviceId,
    signing_key: signingKey,
    identity_key: identityKey,
    invited_by: madeBy,
    proof,
    key_event: keyEvent,
    waiting_since: waits ? waitingSince : null,
  }
}
