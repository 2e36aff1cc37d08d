import { describe, expect, it, vi } from 'vitest'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { contextForTests } from '../context-for-tests.ts'
import { followMembership } from './follow-membership.ts'
import { hashText } from './livekit-token.ts'

const room = '!consult' as RoomId
const ida = '@ida:nord.example' as UserId
const jonas = '@jonas:sued.example' as UserId
const callOf = (roomId: RoomId) => hashText(JSON.stringify([roomId, 'm.call#ROOM']))

/** A call that Ida is in with two devices and Jonas with one; `joined` is what the homeserver says by now. */
const call = (joined: readonly UserId[]) => {
  const context = contextForTests({
    homeserver: { isJoined: async (_, person) => joined.includes(person), roomState: async () => [] },
  })
  const asked: (string | undefined)[] = []
  const removed: string[] = []
  const seats = [
    { identity: 'ida-phone', userId: ida },
    { identity: 'ida-ward', userId: ida },
    { identity: 'jonas', userId: jonas },
  ]
  const follow = followMembership(() => ({
    async occupants(name) {
      asked.push(name)
      return seats.map(({ identity, userId }) => ({ room: callOf(room), identity, seat: { userId, roomId: room } }))
    },
    remove: async (_, identity) => void removed.push(identity),
  }))
  const hear = (membership: string) =>
    follow(context, {
      type: 'm.room.member',
      room_id: room,
      event_id: '$member' as EventId,
      origin_server_ts: 1,
      sender: ida,
      state_key: ida,
      content: { membership },
    })
  return { hear, asked, removed }
}

describe('one who is in a call', () => {
  it('leaves it with every device on leaving the room, and nobody else does', async () => {
    const { hear, asked, removed } = call([])
    await hear('leave')
    await vi.waitFor(() => expect(removed.sort()).toEqual(['ida-phone', 'ida-ward']))
    expect(asked).toEqual([callOf(room)])
  })

  it('stays when the news is old: they have joined again since', async () => {
    const { hear, asked, removed } = call([ida])
    await hear('leave')
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    await new Promise(setImmediate)
    expect(removed).toEqual([])
  })

  it('is not looked for when somebody comes or changes their name', async () => {
    const { hear, asked } = call([])
    await hear('join')
    expect(asked).toEqual([])
  })
})
