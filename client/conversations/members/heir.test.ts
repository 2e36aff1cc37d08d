import { expect, it } from 'vitest'
import { type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { heirOf } from './heir.ts'

const own = 'nord.example' as ServerName
const ida = '@ida:nord.example' as UserId
const member = (id: string, powerLevel = 0, membership: 'join' | 'invite' = 'join') => {
  const userId = id as UserId
  return { userId, name: id.slice(1), serverName: serverOf(userId), membership, powerLevel }
}
const me = member(ida, Number.POSITIVE_INFINITY)

it.each([
  ['goes to one of the own clinic', [member('@emil:sued.example'), member('@lea:nord.example')], '@lea:nord.example'],
  ['goes to a partner’s people when they alone are there', [member('@emil:sued.example')], '@emil:sued.example'],
  ['goes to nobody who has not come yet', [member('@max:nord.example', 0, 'invite')], null],
  ['stays where somebody else may change it', [member('@lea:nord.example'), member('@emil:sued.example', 50)], null],
])('a group that loses who looks after it %s', (_, others, heir) => {
  expect(heirOf([me, ...others], ida, own)?.userId ?? null).toBe(heir)
})
