import { expect, it } from 'vitest'
import { type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { reachedBy } from './readers.ts'

const person = (id: string, membership: 'join' | 'invite' = 'join') => ({
  userId: id as UserId,
  serverName: serverOf(id as UserId),
  name: id,
  membership,
})

it('says of each person how far a message has come with them', () => {
  const ida = '@ida:nord' as UserId
  const send = {
    state: 'read' as const,
    readBy: ['@jonas:sued' as UserId],
    arrivedAt: ['sued' as ServerName],
    error: null,
  }
  const members = ['@ida:nord', '@eva:sued', '@jonas:sued', '@max:nord', '@west:west'].map((id) => person(id))
  const reached = reachedBy({ send, sender: ida }, [...members, person('@asked:sued', 'invite')], ida)
  expect(reached.map(({ member, reached: how }) => [member.userId, how])).toEqual([
    ['@jonas:sued', 'read'],
    ['@eva:sued', 'arrived'],
    ['@max:nord', 'arrived'],
    ['@west:west', 'sent'],
  ])
})
