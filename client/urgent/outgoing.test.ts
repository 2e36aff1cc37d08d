import { createRoot, createSignal } from 'solid-js'
import { describe, expect, it, vi } from 'vitest'
import type { ErrorCode } from '#shared/errors.ts'
import type { EventId, RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { AlertInput, AlertOutput } from '#shared/urgent/api.ts'
import type { OutboxEntry, ServiceRoom } from '../matrix/types.ts'
import { createOutgoing, type OutgoingAlerts } from './outgoing.ts'

const conversation = '!talk' as RoomId
const alertRoom = '!alert' as RoomId
const input: AlertInput = {
  alertId: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11',
  conversation,
  priority: 'stat',
  answerWithin: 300_000,
  to: ['@ernst:sued.localhost' as UserId],
  chain: [],
}
const content = { msgtype: 'm.text', body: 'EKG', 'm.relates_to': { 'm.in_reply_to': { event_id: '$question' } } }
const added = { input, txnId: 'message', content }

class Refused extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode) {
    super(code)
    this.code = code
  }
}
class Discarded extends Error {
  override name = 'Discarded'
}

/** A device: its disk outlives `restart`, its service and its network are as the test says. */
const device = () => {
  const disk = new Map<string, unknown>()
  const sent: { roomId: RoomId; txnId: string; content: Record<string, unknown> }[] = []
  const starts: string[] = []
  const [rooms, setRooms] = createSignal<ServiceRoom[]>([])
  const message = Promise.withResolvers<EventId>()
  message.promise.catch(() => {})
  const file = Promise.withResolvers<Record<string, unknown>>()
  let isQueued = true
  let answer = async (): Promise<AlertOutput> => ({ roomId: alertRoom, leftOut: [] }) as unknown as AlertOutput
  const session = {
    serverName: 'nord.localhost' as ServerName,
    drafts: {
      read: (name: string) => disk.get(name) ?? null,
      keep: (name: string, draft: unknown) => void (draft === null ? disk.delete(name) : disk.set(name, draft)),
    },
    alerts: rooms,
    joinRoom: async (roomId: RoomId) =>
      void setRooms([{ roomId, membership: 'join', creator: null, invitedBy: null, state: null }]),
    outbox: {
      entries: () => (isQueued ? ([{ txnId: 'message' }] as OutboxEntry[]) : []),
      uploaded: () => file.promise,
      sent: () => message.promise,
      send: async (roomId: RoomId, _type: string, said: Record<string, unknown>, txnId = '') => {
        sent.push({ roomId, txnId, content: said })
        return txnId
      },
    },
  }
  let end = () => {}
  const start = (): OutgoingAlerts =>
    createRoot((dispose) => {
      end = dispose
      return createOutgoing({
        session: session as unknown as Parameters<typeof createOutgoing>[0]['session'],
        start: async ({ alertId }) => {
          starts.push(alertId)
          return answer()
        },
        refusalOf: (thrown) => (thrown instanceof Refused ? thrown.code : null),
        onLeftOut: () => {},
        retryMs: 5,
      })
    })
  return {
    start,
    restart: () => {
      end()
      return start()
    },
    disk,
    sent,
    starts,
    arrive: () => {
      isQueued = false
      message.resolve('$message' as EventId)
    },
    /** The outbox has given the file to the homeserver. */
    upload: file.resolve,
    discard: () => message.reject(new Discarded()),
    answerWith: (next: typeof answer) => {
      answer = next
    },
  }
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('an urgent message on its way', () => {
  it('starts its alert only when it is sent, and then says the same in the room of the alert', async () => {
    const { start, arrive, starts, sent, disk } = device()
    const outgoing = start()
    outgoing.add(added)
    await settled()
    expect([starts, outgoing.all().length]).toEqual([[], 1])
    arrive()
    await vi.waitFor(() => expect(outgoing.all()).toEqual([]))
    expect(sent).toEqual([{ roomId: alertRoom, txnId: input.alertId, content: { msgtype: 'm.text', body: 'EKG' } }])
    expect(disk.size).toBe(0)
  })

  it('sends a file once, and says in both rooms where it lies', async () => {
    const at = device()
    const localUrl = 'local:0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d00'
    const fileAt = (url: string) => ({ msgtype: 'm.image', body: 'EKG', file: { url, key: 'k' } })
    at.start().add({ ...added, content: fileAt(localUrl) })
    await settled()
    const outgoing = at.restart()
    at.upload(fileAt('mxc://nord.localhost/1'))
    at.arrive()
    await vi.waitFor(() => expect(outgoing.all()).toEqual([]))
    expect(at.sent).toEqual([{ roomId: alertRoom, txnId: input.alertId, content: fileAt('mxc://nord.localhost/1') }])
  })

  it('goes on after a reload where it was', async () => {
    const at = device()
    at.start().add(added)
    const outgoing = at.restart()
    at.arrive()
    await vi.waitFor(() => expect(outgoing.all()).toEqual([]))
    expect(at.sent).toHaveLength(1)
    expect(new Set(at.starts)).toEqual(new Set([input.alertId]))
  })

  it('tries again while the service is away, and stops with the reason when it refuses', async () => {
    const at = device()
    at.arrive()
    at.answerWith(() => Promise.reject(new Error('away')))
    const outgoing = at.start()
    outgoing.add(added)
    await vi.waitFor(() => expect(at.starts.length).toBeGreaterThan(2))
    at.answerWith(() => Promise.reject(new Refused('not-allowed')))
    await vi.waitFor(() => expect(outgoing.all()[0]?.error).toBe('not-allowed'))
    const tries = at.starts.length
    await settled()
    expect(at.starts).toHaveLength(tries)
    at.answerWith(async () => ({ roomId: alertRoom, leftOut: [] }) as unknown as AlertOutput)
    outgoing.retry(input.alertId)
    await vi.waitFor(() => expect(at.sent).toHaveLength(1))
  })

  it('calls nobody when the person discards it before it is sent', async () => {
    const at = device()
    const outgoing = at.start()
    outgoing.add(added)
    at.discard()
    await vi.waitFor(() => expect(outgoing.all()).toEqual([]))
    expect([at.starts, at.disk.size]).toEqual([[], 0])
  })
})
