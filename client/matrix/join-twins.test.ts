import { createRoot } from 'solid-js'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { joinTwins } from './join-twins.ts'
import type { RoomSummary } from './types.ts'

const emil = '@emil:sued.example' as UserId
const room = (id: string, membership: 'join' | 'invite', directUserId: UserId | null = emil, hasOther = true) =>
  ({ roomId: `!${id}`, kind: 'direct', membership, directUserId, hasOther }) as RoomSummary

const run = (rooms: RoomSummary[], failures = 0) => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const asked: string[] = []
  const joinRoom = async (roomId: RoomId) => {
    asked.push(roomId)
    if (asked.length <= failures) throw new Error('not yet')
  }
  createRoot((dispose) => {
    joinTwins(
      () => rooms,
      joinRoom,
      () => true,
    )
    onTestFinished(dispose)
  })
  return async () => {
    await vi.advanceTimersByTimeAsync(120_000)
    return asked
  }
}

it('who asks us while we have asked them is answered by itself, also when it does not succeed at once', async () => {
  expect(await run([room('ours', 'join'), room('theirs', 'invite')])()).toEqual(['!theirs'])
  expect(await run([room('ours', 'join'), room('theirs', 'invite')], 2)()).toEqual(['!theirs', '!theirs', '!theirs'])
})

it('nobody else is', async () => {
  const anna = '@anna:nord.example' as UserId
  expect(await run([room('ours', 'join', anna), room('theirs', 'invite')])()).toEqual([])
  expect(await run([room('left by them', 'join', emil, false), room('theirs', 'invite')])()).toEqual([])
  expect(await run([room('theirs', 'invite')])()).toEqual([])
})
