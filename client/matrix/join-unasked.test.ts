import type { MatrixClient, Room } from 'matrix-js-sdk'
import { createRoot } from 'solid-js'
import { expect, it, onTestFinished, vi } from 'vitest'
import { joinUnasked } from './join-unasked.ts'

it('who is refused because they came before their invitation was noted comes in half a second later, and goes on trying', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let membership = 'invite'
  let refusals = 2
  const asked: number[] = []
  const room = { roomId: '!call', getMyMembership: () => membership } as unknown as Room
  const client = {
    getRooms: () => [room],
    on() {},
    off() {},
    http: {
      async authedRequest() {
        asked.push(Date.now() - start)
        if (refusals-- > 0) throw new Error('not invited')
        membership = 'join'
      },
    },
  } as unknown as MatrixClient
  const start = Date.now()
  createRoot((dispose) => {
    onTestFinished(dispose)
    joinUnasked(
      client,
      () => true,
      (one) => one === room,
    )
  })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toEqual([0, 500, 1_500])
})
