import { expect, it } from 'vitest'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { twinsOf } from './twins.ts'

const anna = '@anna:nord.example' as UserId
const ben = '@ben:sued.example' as UserId
const room = (id: string, directUserId: UserId | null, createdAt: number | null, hasOther = true) => ({
  roomId: `!${id}` as RoomId,
  kind: directUserId ? ('direct' as const) : ('group' as const),
  membership: createdAt === null ? ('invite' as const) : ('join' as const),
  directUserId,
  createdAt,
  hasOther,
})

it('of two conversations with one person the older one goes on, whichever order they are seen in', () => {
  const rooms = [room('a', anna, 20), room('b', anna, 10), room('c', ben, 5), room('d', null, 1), room('e', null, 2)]
  expect([...twinsOf(rooms)]).toEqual([['!a', '!b']])
  expect([...twinsOf(rooms.toReversed())]).toEqual([['!a', '!b']])
})

it('made in the same millisecond, both people still choose the same', () => {
  expect([...twinsOf([room('b', anna, 10), room('a', anna, 10)])]).toEqual([['!b', '!a']])
})

it('an invitation waits for its turn, and a conversation that the other one has left is not one', () => {
  expect([...twinsOf([room('a', anna, null), room('b', anna, 10)])]).toEqual([['!a', '!b']])
  expect([...twinsOf([room('a', anna, 5, false), room('b', anna, 10)])]).toEqual([])
})
