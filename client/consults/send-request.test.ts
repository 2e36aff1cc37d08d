import { describe, expect, it } from 'vitest'
import type { ConsultRequest } from '#shared/consults/request.ts'
import type { RoomId, ServerName } from '#shared/matrix/ids.ts'
import type { ServiceRoom } from '../matrix/types.ts'
import { ConsultNotJoined, type SendRequestOptions, sendRequest } from './send-request.ts'

const room = '!room' as RoomId
const content = { question: 'Lyse?' } as ConsultRequest

const attempt = (fails: { ask?: boolean; join?: boolean; sync?: boolean } = {}) => {
  const seen = {
    rooms: [] as ServiceRoom[],
    asked: 0,
    sent: [] as unknown[],
    steps: [] as string[],
    roomId: null as RoomId | null,
  }
  const options = (): SendRequestOptions => ({
    session: {
      consults: () => seen.rooms,
      joinRoom: async (roomId) => {
        if (fails.join) throw new Error('offline')
        if (!fails.sync)
          setTimeout(
            () => seen.rooms.push({ roomId, membership: 'join', creator: null, invitedBy: null, state: null }),
            5,
          )
      },
      outbox: {
        send: async (_roomId: RoomId, _type: string, sent: object) => String(seen.sent.push(sent)),
      } as unknown as SendRequestOptions['session']['outbox'],
    },
    ask: async () => {
      seen.asked += 1
      if (fails.ask) throw new Error('offline')
      return { roomId: room }
    },
    via: 'nord.localhost' as ServerName,
    roomId: seen.roomId,
    content,
    onStep: (step) => seen.steps.push(step),
    onRoom: (roomId) => {
      seen.roomId = roomId
    },
    waitMs: 50,
  })
  return { seen, fails, run: () => sendRequest(options()) }
}

describe('sending a request', () => {
  it('asks, enters and leaves the encrypted request in the outbox', async () => {
    const { seen, run } = attempt()
    expect(await run()).toBe(room)
    expect(seen).toMatchObject({ asked: 1, sent: [content], steps: ['asking', 'joining', 'sending'] })
  })

  it.each(['ask', 'join', 'sync'] as const)('that failed at %s is done by trying again, once', async (step) => {
    const { seen, fails, run } = attempt({ [step]: true })
    await expect(run()).rejects.toThrow(step === 'sync' ? ConsultNotJoined : 'offline')
    expect(seen.sent).toEqual([])
    fails[step] = false
    expect(await run()).toBe(room)
    expect(seen.sent).toEqual([content])
    expect(seen.asked).toBe(step === 'ask' ? 2 : 1)
  })
})
