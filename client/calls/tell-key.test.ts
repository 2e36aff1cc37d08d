import { expect, it, onTestFinished, vi } from 'vitest'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Session } from '../matrix/types.ts'
import { HeldBack, tellKey } from './tell-key.ts'

const conversation = '!talk' as RoomId

it.each([
  ['a message before it cannot be sent', 'failed', HeldBack],
  ['the homeserver does not answer', 'waiting', Error],
] as const)('waits a while, takes the key back, and says that %s', async (_, state, expected) => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const discarded: string[] = []
  const outbox = {
    entries: () => [{ roomId: conversation, state }],
    send: async () => 'key',
    sent: () => new Promise(() => {}),
    discard: async (txnId: string) => void discarded.push(txnId),
  } as unknown as Session['outbox']
  const told = tellKey({ outbox }, conversation, 'proof').catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(20_000)
  const error = await told
  expect(error).toBeInstanceOf(expected)
  expect(error instanceof HeldBack).toBe(state === 'failed')
  expect(discarded).toEqual(['key'])
})
