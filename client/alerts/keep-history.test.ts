import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Session } from '../matrix/types.ts'
import { createKeepHistory, type HistoryRules } from './keep-history.ts'

const [me, asker, colleague] = ['@emil:sued', '@ida:nord', '@sofie:sued'] as UserId[]
if (!me || !asker || !colleague) throw new Error('three people are needed')
const room = { roomId: '!duty:sued' as RoomId, membership: 'join' as const }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** `readableAfter`: the request that is answered with the keys; what was asked before got nothing. */
const collecting = async (givers: UserId[], readableAfter: number, forMs: number) => {
  const asked: UserId[] = []
  const [rooms, setRooms] = createSignal<ReturnType<Session['rooms']>>([])
  const session: Pick<Session, 'userId' | 'rooms' | 'historyKeys'> = {
    userId: me,
    rooms,
    historyKeys: {
      share: async () => {},
      take: async () => {},
      ask: async (_, giver) => void asked.push(giver),
      isMissing: () => asked.length < readableAfter,
      onAsked: () => () => {},
      onGiven: () => () => {},
    },
  }
  const rules: HistoryRules<typeof room> = {
    mayRead: () => true,
    hadPart: () => true,
    givers: () => givers,
    earlierGivers: () => [],
  }
  const dispose = createRoot((end) => {
    createKeepHistory(() => [room], rules, session)
    return end
  })
  // The list of conversations changes all the time, for other reasons.
  for (let passed = 0; passed < forMs; passed += 1_000) {
    await vi.advanceTimersByTimeAsync(1_000)
    setRooms([])
  }
  dispose()
  return asked
}

describe('who comes into a conversation later asks for the keys of what was said before', () => {
  it('one after the other, until there are some', async () => {
    expect(await collecting([colleague, asker], 2, 60_000)).toEqual([colleague, asker])
    expect(await collecting([colleague, asker], 1, 60_000)).toEqual([colleague])
  })

  it('again after a while, when nobody gave: their homeserver did not know this device yet', async () => {
    expect(await collecting([asker], 2, 15_000)).toEqual([asker, asker])
  })

  it('not for ever, when there are none', async () => {
    expect(await collecting([asker], Number.POSITIVE_INFINITY, 3_600_000)).toHaveLength(5)
  })

  it('nobody, where there is nothing to ask for', async () => {
    expect(await collecting([], Number.POSITIVE_INFINITY, 60_000)).toEqual([])
    expect(await collecting([asker], 0, 60_000)).toEqual([])
  })
})
