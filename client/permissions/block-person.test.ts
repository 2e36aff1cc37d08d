import { expect, it } from 'vitest'
import type { UserId } from '#shared/matrix/ids.ts'
import type { RoomSummary } from '../matrix/types.ts'
import { roomsWithAlone } from './block-person.ts'

const emil = '@emil:sued.example' as UserId
const room = (roomId: string, change: object) =>
  ({ roomId, kind: 'group', membership: 'join', directUserId: null, invitedBy: null, ...change }) as RoomSummary

it('ends what exists with somebody alone, and nothing that is about patients', () => {
  const rooms = [
    room('!direct', { kind: 'direct', directUserId: emil }),
    room('!request', { kind: 'direct', membership: 'invite', directUserId: emil, invitedBy: emil }),
    room('!group-request', { membership: 'invite', invitedBy: emil }),
    room('!group', {}),
    room('!consult', { kind: 'consult' }),
    room('!consult-call', { kind: 'consult', membership: 'invite', invitedBy: emil }),
    room('!another', { kind: 'direct', directUserId: '@sofia:sued.example' }),
  ]
  expect(roomsWithAlone(rooms, emil).map(({ roomId }) => roomId)).toEqual(['!direct', '!request', '!group-request'])
})
