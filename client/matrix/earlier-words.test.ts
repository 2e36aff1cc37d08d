import type { MatrixEvent, Room } from 'matrix-js-sdk'
import { createRoot } from 'solid-js'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createEarlierWords } from './earlier-words.ts'

const roomId = '!room'

/** A room joined just now, of which the homeserver has these messages. */
const openRoom = () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const stored = ['first']
  let isReachable = true
  let asked = 0
  const room = {
    myUserId: '@ida:nord.example',
    currentState: { getStateEvents: () => ({ getLocalAge: () => 0 }) },
    getMyMembership: () => 'join',
    getLiveTimeline: () => ({ getPaginationToken: () => 'joining' }),
  } as unknown as Room
  const told: string[] = []
  const { words, dispose } = createRoot((dispose) => ({
    dispose,
    words: createEarlierWords(
      {
        getRoom: () => room,
        async createMessagesRequest() {
          asked += 1
          if (!isReachable) throw new Error('no network')
          return { start: '', state: [], chunk: [...stored].reverse().map((said) => ({ said }) as never) }
        },
        getEventMapper: () => (raw) => raw as unknown as MatrixEvent,
        decryptEventIfNeeded: async () => {},
      },
      (id) => told.push(id),
    ),
  }))
  onTestFinished(dispose)
  return {
    words,
    said: () => words.of(roomId).map((event) => (event as unknown as { said: string }).said),
    told,
    stored,
    asked: () => asked,
    reach: (now: boolean) => {
      isReachable = now
    },
  }
}
const settle = () => vi.advanceTimersByTimeAsync(10)

describe('what was said before one came in', () => {
  it('is asked for once somebody looks at a room in which nothing else was said', async () => {
    const { words, said, told, asked } = openRoom()
    words.again(roomId, false)
    words.want(roomId)
    await settle()
    expect(asked()).toBe(0)
    words.again(roomId, true)
    await settle()
    expect([said(), told]).toEqual([['first'], [roomId]])
    words.again(roomId, true)
    await settle()
    expect(asked()).toBe(1)
  })

  it('is asked for again after joining, until something is said: the homeserver may not have had the last', async () => {
    const { words, said, stored, asked } = openRoom()
    words.again(roomId, true)
    words.want(roomId)
    await settle()
    stored.push('second')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(said()).toEqual(['first', 'second'])
    words.again(roomId, false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked()).toBe(2)
  })

  it('is asked for again when something happens in the room, if it could not be had', async () => {
    const { words, said, reach } = openRoom()
    reach(false)
    words.again(roomId, true)
    words.want(roomId)
    await settle()
    expect(said()).toEqual([])
    reach(true)
    words.again(roomId, true)
    await settle()
    expect(said()).toEqual(['first'])
  })
})
