import { describe, expect, it } from 'vitest'
import { guestAccountOf } from '#shared/calls/guests.ts'
import type { DeviceId, EventId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { guestInCallOf } from './waiting.ts'

const now = 1_000_000
const guest = guestAccountOf('a1', 'nord.example' as ServerName)
const row = {
  guest,
  deviceId: 'PHONE' as DeviceId,
  signingKey: 'signing',
  identityKey: 'identity',
  proof: 'proof',
  keyEvent: '$key' as EventId,
  madeBy: '@ida:nord.example' as UserId,
  isOver: false,
  waitingSince: now - 60_000,
  heardAt: now - 1_000,
}
const nobody = { admitted: [] }

describe('what the room of a call says of a guest', () => {
  it('is with which device they came, by whose link, and since when they wait', () => {
    expect(guestInCallOf(row, nobody, now)).toEqual({
      device_id: 'PHONE',
      signing_key: 'signing',
      identity_key: 'identity',
      invited_by: '@ida:nord.example',
      proof: 'proof',
      key_event: '$key',
      waiting_since: now - 60_000,
    })
  })

  it('is that they do not wait any more, once they are let in or silent', () => {
    expect(guestInCallOf(row, { admitted: [guest] }, now)).toMatchObject({ device_id: 'PHONE', waiting_since: null })
    expect(guestInCallOf(row, nobody, now + 14_000)).toMatchObject({ waiting_since: null })
  })

  it.each([
    ['nobody has come', { guest: null }],
    ['the guest has not knocked', { deviceId: null }],
    ['the account has ended', { isOver: true }],
  ])('is nothing while %s', (_, change) => {
    expect(guestInCallOf({ ...row, ...change }, { admitted: [guest] }, now)).toBeNull()
  })
})
