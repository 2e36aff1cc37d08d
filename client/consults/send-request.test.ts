import { describe, expect, it } from 'vitest'
import { request } from '#shared/consults/new-task.ts'
import type { ConsultRequest } from '#shared/consults/request.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { ServiceRoom } from '../matrix/types.ts'
import { ConsultNotJoined, type SendRequestOptions, sendRequest } from './send-request.ts'

const room = '!room' as RoomId
const nina = '@nina:nord.localhost' as UserId
const emil = '@emil:sued.localhost' as UserId
const made = request(
  {
    ...{ label: '7F3A', requestId: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11', requester: nina, priority: 'stat' },
    service: {
      ...{
        id: 'kardiologie',
        name: 'Kardiologie',
        specialty: 'cardiology',
        serverName: 'sued.localhost' as ServerName,
      },
      ...{ practitioner: null, times: null },
    },
    onCall: [{ userId: emil, tier: 'first' }],
  },
  0,
)
if (!made.ok) throw new Error(made.error.code)
const state = { sender: '@consilium:nord.localhost' as UserId, content: made.value }
const content = { question: 'Lyse?' } as ConsultRequest

const attempt = (fails: { ask?: boolean; join?: boolean; sync?: boolean; members?: boolean } = {}) => {
  const seen = {
    rooms: [] as ServiceRoom[],
    asked: 0,
    sent: [] as unknown[],
    reached: [] as UserId[][],
    steps: [] as string[],
    roomId: null as RoomId | null,
    known: [nina] as UserId[],
  }
  const options = (): SendRequestOptions => ({
    session: {
      consults: () => seen.rooms,
      joinRoom: async (roomId) => {
        if (fails.join) throw new Error('offline')
        if (!fails.sync)
          setTimeout(() => seen.rooms.push({ roomId, membership: 'join', creator: null, invitedBy: null, state }), 5)
      },
      wantMembers: () => {
        if (!fails.members) setTimeout(() => seen.known.push(emil), 150)
      },
      knowsMember: (_roomId, userId) => seen.known.includes(userId),
      outbox: {
        send: async (_roomId: RoomId, _type: string, sent: object) => {
          seen.reached.push([...seen.known])
          return String(seen.sent.push(sent))
        },
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
    peopleWaitMs: 400,
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

  it('waits until everybody who was called is known, so that they get the keys, but not for ever', async () => {
    const { seen, run } = attempt()
    await run()
    expect(seen.reached).toEqual([[nina, emil]])
    const alone = attempt({ members: true })
    await alone.run()
    expect(alone.seen.sent).toEqual([content])
  })
})
