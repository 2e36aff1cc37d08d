import { describe, expect, it, test } from 'vitest'
import type { DeviceId, EventId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { CallMember, Ring } from '../matrix/types.ts'
import { ownRingOf, ringForMs, ringingOf } from './ringing-rules.ts'

const room = '!room' as RoomId
const ida = '@ida:nord.example' as UserId
const emil = '@emil:sued.example' as UserId

const member = (userId: UserId, joinedAt: number): CallMember => ({
  userId,
  deviceId: 'PHONE' as DeviceId,
  serverName: 'nord.example' as ServerName,
  isThisDevice: false,
  livekitIdentity: `${userId}:PHONE`,
  memberId: `${userId}:PHONE`,
  serviceUrl: null,
  joinedAt,
})
const ring = (at: number, declinedBy: UserId[] = []): Ring => ({
  roomId: room,
  eventId: '$ring' as EventId,
  caller: ida,
  at,
  until: at + ringForMs,
  declinedBy,
})
const forEmil = (members: CallMember[], rings: Ring[], now: number) =>
  ringingOf(room, { ownId: emil, members, rings, now })

describe('who is called', () => {
  it('hears it for a minute, also from a client that sends no ring', () => {
    expect(forEmil([member(ida, 1_000)], [], 2_000)).toMatchObject({ caller: ida, since: 1_000, ring: null })
    expect(forEmil([member(ida, 1_000)], [], 1_000 + ringForMs)).toBeNull()
  })

  it('hears it again when they ring again', () => {
    expect(forEmil([member(ida, 1_000)], [ring(90_000)], 95_000)).toMatchObject({ since: 90_000 })
  })

  it('hears no more of it once declined, on any device, or once in', () => {
    expect(forEmil([member(ida, 1_000)], [ring(1_000, [emil])], 2_000)).toBeNull()
    expect(forEmil([member(ida, 1_000), member(emil, 1_500)], [ring(1_000)], 2_000)).toBeNull()
  })

  it('hears nothing of a call that nobody is in any more', () => {
    expect(forEmil([], [ring(1_000)], 2_000)).toBeNull()
  })
})

test('who calls is told that it rings, who declines, and that nobody came', () => {
  const told = (rings: Ring[], now: number, answered: EventId | null = null) =>
    ownRingOf(room, { ownId: ida, rings, now, answered })
  expect(told([], 1)).toBeNull()
  expect(told([ring(1_000)], 2_000)).toEqual({ kind: 'ringing' })
  expect(told([ring(1_000)], 1_000 + ringForMs)).toEqual({ kind: 'unanswered' })
  expect(told([ring(1_000, [emil])], 2_000)).toEqual({ kind: 'declined', by: [emil] })
  expect(told([ring(1_000)], 1_000 + ringForMs, ring(1_000).eventId)).toBeNull()
})
