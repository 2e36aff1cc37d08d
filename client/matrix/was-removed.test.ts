import { MatrixError } from 'matrix-js-sdk'
import { expect, test } from 'vitest'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { wasRemoved } from './was-removed.ts'

const ida = '@ida:nord.example' as UserId
const emil = '@emil:sued.example' as UserId

const ask = (answer: () => unknown) => {
  const asked: unknown[] = []
  const authedRequest = async (...question: unknown[]) => {
    asked.push(question)
    return answer()
  }
  const client = { http: { authedRequest } } as unknown as Parameters<typeof wasRemoved>[0]
  return { asked, answered: wasRemoved(client, ida, '!a/b' as RoomId) }
}
const member = (sender: UserId, membership: string) => ({ sender, content: { membership }, type: 'm.room.member' })

test.each([
  ['removed by somebody else', member(emil, 'leave'), true],
  ['banned', member(emil, 'ban'), true],
  ['left', member(ida, 'leave'), false],
  ['still there', member(ida, 'join'), false],
  ['invited', member(emil, 'invite'), false],
  ['an answer that nobody understands', { membership: 'leave' }, false],
])('%s', async (_, answer, expected) => {
  const { asked, answered } = ask(() => answer)
  expect(await answered).toBe(expected)
  expect(asked).toEqual([['GET', '/rooms/!a%2Fb/state/m.room.member/%40ida%3Anord.example', { format: 'event' }]])
})

test('a room that the homeserver says nothing of', async () => {
  const { answered } = ask(() => {
    throw new MatrixError({ errcode: 'M_FORBIDDEN', error: '' }, 403)
  })
  expect(await answered).toBe(false)
})
