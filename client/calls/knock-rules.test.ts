import { expect, test } from 'vitest'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { knocksAt } from './knock-rules.ts'

const roomId = '!gespraech' as RoomId
const [ida, emil, guest] = ['@ida:nord', '@emil:nord', '@gast-1:nord'] as UserId[] as [UserId, UserId, UserId]
const waiting = [{ userId: guest, since: 5, invitedBy: ida }]
const door = { roomId, isHost: true, isInCall: false, isShown: false, waiting }

test('who has invited a guest hears that they are there, in the call or not', () => {
  const knock = { roomId, person: guest, since: 5 }
  expect(knocksAt([door], ida)).toEqual([knock])
  expect(knocksAt([{ ...door, isInCall: true }], ida)).toEqual([knock])
})

test('another host hears of it in the call alone', () => {
  expect(knocksAt([door], emil)).toEqual([])
  expect(knocksAt([{ ...door, isInCall: true }], emil)).toHaveLength(1)
})

test('who cannot let anybody in, or has the call before them, is not told here', () => {
  expect(knocksAt([{ ...door, isHost: false, isInCall: true }], ida)).toEqual([])
  expect(knocksAt([{ ...door, isInCall: true, isShown: true }], ida)).toEqual([])
})

test('of a member of the room, whom nobody has invited, those in the call hear', () => {
  const member = [{ userId: emil, since: 7, invitedBy: null }]
  expect(knocksAt([{ ...door, isInCall: true, waiting: member }], ida)).toEqual([{ roomId, person: emil, since: 7 }])
  expect(knocksAt([{ ...door, waiting: member }], ida)).toEqual([])
})
