import { describe, expect, it, vi } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { createWholeMembers } from './whole-members.ts'

const members = (count: number) => Array.from({ length: count }, () => ({ membership: 'join' }))

/** Rooms of so many members, of whom a few are known, and a homeserver that answers when it is told to. */
const open = (rooms: Record<string, { known?: number; all?: number; type?: string; membership?: string }>) => {
  const requests = new Map<string, PromiseWithResolvers<boolean>>()
  const known: string[] = []
  const whole = createWholeMembers(
    (roomId) => {
      const { known: some = 6, all = 20, type, membership = 'join' } = rooms[roomId] ?? {}
      return {
        getMyMembership: () => membership,
        getType: () => type,
        getMembers: () => members(some) as never,
        getInvitedAndJoinedMemberCount: () => all,
        loadMembersIfNeeded() {
          const request = Promise.withResolvers<boolean>()
          requests.set(roomId, request)
          return request.promise
        },
      }
    },
    (roomId) => known.push(roomId),
  )
  return { whole, known, requests, asked: () => [...requests.keys()] }
}

describe('all members of a room', () => {
  it('are asked for once somebody looks at it, not before, and once', () => {
    const { whole, asked } = open({ a: {}, b: {} })
    whole.again('a')
    expect(asked()).toEqual([])
    whole.want('a')
    whole.want('a')
    whole.again('a')
    expect(asked()).toEqual(['a'])
  })

  it.each([
    ['they are known', { known: 3, all: 3 }],
    ['nobody of another clinic can be among them', { type: eventTypes.departmentRoom }],
    ['we are only invited', { membership: 'invite' }],
  ])('are not asked for when %s', (_, room) => {
    const { whole, asked } = open({ a: room })
    whole.want('a')
    expect(asked()).toEqual([])
  })

  it('are always asked for in a consult, which may not tell how many there are', () => {
    const { whole, asked } = open({ a: { known: 1, all: 1, type: eventTypes.consultRoom } })
    whole.want('a')
    expect(asked()).toEqual(['a'])
  })

  it('are asked for two rooms at a time, and again when it did not work', async () => {
    const { whole, asked, known, requests } = open({ a: {}, b: {}, c: {} })
    for (const roomId of ['a', 'b', 'c']) whole.want(roomId)
    expect(asked()).toEqual(['a', 'b'])
    requests.get('a')?.resolve(true)
    requests.get('b')?.reject(new Error('no network'))
    await vi.waitFor(() => expect(asked()).toEqual(['a', 'b', 'c']))
    expect(known).toEqual(['a'])
    const before = requests.get('b')
    whole.again('b')
    expect(requests.get('b')).not.toBe(before)
  })
})
