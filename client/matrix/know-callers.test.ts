import { type MatrixClient, type MatrixEvent, type Room, RoomEvent, RoomStateEvent } from 'matrix-js-sdk'
import { expect, it, vi } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { knowCallers } from './know-callers.ts'

const ida = '@ida:nord.example'
const inCall = { application: 'm.call' }

const open = ({ knows, content }: { knows: boolean; content: object }) => {
  const listeners = new Map<string, (about: unknown) => void>()
  const loads: string[] = []
  let membership = 'invite'
  const event = {
    getType: () => eventTypes.callMember,
    getContent: () => content,
    getRoomId: () => '!call',
    getSender: () => ida,
  } as unknown as MatrixEvent
  const room = {
    roomId: '!call',
    currentState: { getStateEvents: () => [event] },
    getMyMembership: () => membership,
    getMember: () => (knows ? { membership: 'join' } : null),
    loadMembersIfNeeded: async () => loads.push('!call') > 0,
  } as unknown as Room
  const client = {
    getRoom: () => room,
    on: (name: string, listener: (about: unknown) => void) => void listeners.set(name, listener),
    off() {},
  } as unknown as MatrixClient
  const onKnown = vi.fn()
  knowCallers(client, onKnown)
  return {
    hear: () => listeners.get(RoomStateEvent.Events)?.(event),
    join() {
      membership = 'join'
      listeners.get(RoomEvent.MyMembership)?.(room)
    },
    settled: () => new Promise((resolve) => setTimeout(resolve, 5)),
    loads,
    onKnown,
  }
}

it('who is in a call and not known as a member is asked for once one is in the room, and the call looked at again', async () => {
  const { hear, join, settled, loads, onKnown } = open({ knows: false, content: inCall })
  hear()
  await settled()
  expect(loads).toEqual([])
  hear()
  join()
  await settled()
  expect([loads, onKnown.mock.calls.length]).toEqual([['!call'], 1])
})

it.each([
  ['is known', { knows: true, content: inCall }],
  ['has left the call', { knows: false, content: {} }],
])('nobody is asked for who %s', async (_, parts) => {
  const { hear, join, settled, loads } = open(parts)
  hear()
  join()
  await settled()
  expect(loads).toEqual([])
})
