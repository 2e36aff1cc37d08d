import { expect, it } from 'vitest'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import { heirOf } from './heir.ts'

const own = 'nord.example' as ServerName
const ida = '@ida:nord.example' as UserId
const member = (id: string, powerLevel = 0, membership: 'join' | 'invite' = 'join') => {
  const userId = id as UserId
  return { userId, name: id.slice(1), membership, powerLevel }
}
const me = member(ida, Number.POSITIVE_INFINITY)

it.each([
  [
    'goes to one of the own clinic',
    [member('@emil:sued.example', 50), member('@lea:nord.example')],
    '@lea:nord.example',
  ],
  ['goes to a partner’s people when they alone are there', [member('@emil:sued.example')], '@emil:sued.example'],
  [
    'goes to who looks after it already',
    [member('@lea:nord.example'), member('@max:nord.example', 50)],
    '@max:nord.example',
  ],
  [
    'goes by the alphabet among equals',
    [member('@max:nord.example'), member('@lea:nord.example')],
    '@lea:nord.example',
  ],
  ['goes to nobody who has not come yet', [member('@max:nord.example', 0, 'invite')], null],
  ['stays where somebody else owns it', [member('@lea:nord.example'), member('@emil:sued.example', 100)], null],
])('a group that loses who owns it %s', (_, others, heir) => {
  expect(heirOf([me, ...others], ida, own)?.userId ?? null).toBe(heir)
})

it('of who looks after a group only nobody needs to take over while another one does', () => {
  const [moderator, other] = [member(ida, 50), member('@emil:sued.example', 50)]
  expect(heirOf([moderator, other], ida, own)).toBe(null)
})
