import { beforeEach, describe, expect, it, vi } from 'vitest'
import { changeOrder, type OrderChange, openOrder } from '#shared/calls/order.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Person } from '../context.ts'
import { contextForTests, withPartner } from '../context-for-tests.ts'
import type { StateEvent } from '../matrix/homeserver.ts'
import { newRoomLock } from '../matrix/room-lock.ts'
import { entryInto } from './entry.ts'
import { followOrder } from './follow-order.ts'
import { hashText } from './livekit-token.ts'
import { muteInCall } from './mute-in-call.ts'
import { orderCall } from './order-call.ts'

const room = '!call' as RoomId
const ida = '@ida:nord.example' as UserId
const emil = '@emil:sued.example' as UserId
const eve = '@eve:nord.example' as UserId
const nord = '@consilium:nord.example' as UserId
const person = (userId: UserId): Person => ({ userId, serverName: 'nord.example', isClinicAdmin: false }) as Person

const event = (type: string, sender: UserId, content: Record<string, unknown>, state_key = ''): StateEvent => ({
  type,
  sender,
  content,
  state_key,
  event_id: '$e' as EventId,
  origin_server_ts: 1_800_000_000_000,
})

const callOf = (roomId: RoomId) => hashText(JSON.stringify([roomId, 'm.call#ROOM']))

/** A room with its state, and the LiveKit of Nord, where these three are in. */
const clinic = (creator: UserId) => {
  const state = new Map<string, StateEvent>()
  const put = (one: StateEvent) => state.set(`${one.type} ${one.state_key}`, one)
  put(event(eventTypes.create, creator, {}))
  const isIn = (who: UserId) => put(event(eventTypes.callMember, who, { device_id: 'PHONE' }, `_${who}_PHONE`))
  const all = () => [...state.values()]
  const context = contextForTests({
    homeserver: {
      isJoined: async () => true,
      state: async () => all(),
      roomState: async (_, type) => all().filter((one) => type === undefined || one.type === type),
      sendState: async (_, type, key, content) => {
        put(event(type, nord, content as Record<string, unknown>, key))
        return '$e' as EventId
      },
    },
  })
  withPartner(context, 'sued.example')
  const removed: string[] = []
  const muted: string[] = []
  const seats = [ida, emil, eve].map((userId) => ({
    room: callOf(room),
    identity: userId,
    seat: { userId, roomId: room },
  }))
  const livekit = {
    occupants: async () => seats,
    remove: async (_: string, identity: string) => void removed.push(identity),
    mute: async (_: string, identity: string) => void muted.push(identity),
  }
  const write = (...changes: OrderChange[]) =>
    put(
      event(
        eventTypes.callOrder,
        creator,
        changes.reduce((order, change) => changeOrder(order, change, context.now()), openOrder),
      ),
    )
  return { context, put, isIn, write, removed, muted, livekit, state }
}

describe('the order of a call', () => {
  let sued: ReturnType<typeof clinic>
  beforeEach(() => {
    sued = clinic(ida)
  })
  const entry = (who: UserId) => entryInto(sued.context, room, who)

  it('is asked for at every token: who waits, is locked out or was removed gets none', async () => {
    expect(await entry(eve)).toBe('enter')
    sued.isIn(ida)
    sued.write({ kind: 'let-wait', present: [ida] })
    expect([await entry(ida), await entry(eve)]).toEqual(['enter', 'wait'])
    sued.write({ kind: 'lock', present: [ida, emil] })
    expect([await entry(emil), await entry(eve)]).toEqual(['enter', 'locked'])
    sued.write({ kind: 'remove', person: emil })
    expect(await entry(emil)).toBe('removed')
  })

  it('puts whom it keeps out of the own LiveKit at once, and nobody else', async () => {
    sued.isIn(ida)
    sued.write({ kind: 'remove', person: eve })
    const order = sued.state.get(`${eventTypes.callOrder} `)
    if (!order) throw new Error('there is an order')
    followOrder(() => sued.livekit)(sued.context, { ...order, room_id: room })
    await vi.waitFor(() => expect(sued.removed).toEqual([eve]))
  })

  it('puts everybody out when a host ends the call; an end of long ago is not of this call', async () => {
    const follow = followOrder(() => sued.livekit)
    const ended = (at: number) => ({
      ...event(eventTypes.callOrder, ida, { ...openOrder, endedAt: at }),
      room_id: room,
    })
    follow(sued.context, ended(sued.context.now() - 600_000))
    await new Promise(setImmediate)
    expect(sued.removed).toEqual([])
    follow(sued.context, ended(sued.context.now()))
    await vi.waitFor(() => expect(sued.removed.sort()).toEqual([emil, eve, ida].sort()))
  })
})

describe('a host', () => {
  const lock = newRoomLock()

  it('has the service write the order in a room that it made', async () => {
    const { context, state } = clinic(nord)
    const result = await orderCall(context, lock, person(ida), room, { kind: 'lock', present: [ida] })
    expect(result).toMatchObject({ ok: true, value: { isLocked: true } })
    expect(state.get(`${eventTypes.callOrder} `)?.content).toMatchObject({ isLocked: true, admitted: [ida] })
  })

  it('is not who was asked as one of many in a consult', async () => {
    const { context, put } = clinic(nord)
    put(
      event(eventTypes.consultTask, nord, {
        version: 1,
        label: '7F3A',
        requestId: '3f1a6f0e-8d3b-4a55-9a53-0d4f8f3d2c11',
        status: 'requested',
        businessStatus: 'received',
        priority: 'urgent',
        authoredOn: 1,
        requester: ida,
        service: { id: 'k', name: 'Kardiologie', specialty: 'cardiology', serverName: 'sued.example' },
        candidates: [],
        tier: 'first',
        escalateAt: null,
        owner: null,
        output: null,
        changes: [],
      }),
    )
    const change: OrderChange = { kind: 'remove', person: ida }
    expect(await orderCall(context, lock, person(eve), room, change)).toMatchObject({ error: { code: 'not-allowed' } })
    expect(await orderCall(context, lock, person(ida), room, change)).toMatchObject({ ok: true })
  })

  it('writes it themselves where people made the room: the service does not', async () => {
    const { context } = clinic(ida)
    const result = await orderCall(context, lock, person(ida), room, { kind: 'end' })
    expect(result).toMatchObject({ error: { code: 'not-found' } })
  })

  it('mutes whom they name, and nobody who is no host does', async () => {
    const { context, livekit, muted } = clinic(ida)
    expect(await muteInCall(context, livekit, person(eve), room, ida)).toMatchObject({ error: { code: 'not-allowed' } })
    expect(muted).toEqual([])
    expect(await muteInCall(context, livekit, person(ida), room, eve)).toMatchObject({ ok: true })
    expect(muted).toEqual([eve])
  })
})
