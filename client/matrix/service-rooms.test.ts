import { EventEmitter } from 'node:events'
import { RoomStateEvent } from 'matrix-js-sdk'
import { describe, expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { createServiceRooms, serviceRoomKinds } from './service-rooms.ts'

const me = '@ernst:sued.localhost'
const service = '@consilium:nord.localhost'

type State = { type: string; key?: string; sender: string; content: Record<string, unknown> }

const stateEvent = ({ type, key = '', sender, content }: State, roomId?: string) => ({
  getRoomId: () => roomId,
  getType: () => type,
  getStateKey: () => key,
  getSender: () => sender,
  getContent: () => content,
})

const room = (roomId: string, membership: string, state: State[]) => ({
  roomId,
  getMyMembership: () => membership,
  currentState: {
    getStateEvents: (type: string, key: string) => {
      const found = state.find((event) => event.type === type && (event.key ?? '') === key)
      return found ? stateEvent(found) : null
    },
  },
  state,
})

const create: State = { type: eventTypes.create, sender: service, content: { type: eventTypes.consultRoom } }
const task = (version: number): State => ({ type: eventTypes.consultTask, sender: service, content: { version } })
const invitation: State = { type: eventTypes.member, key: me, sender: service, content: { membership: 'invite' } }

const clientWith = (rooms: ReturnType<typeof room>[]) =>
  Object.assign(new EventEmitter(), {
    getRooms: () => rooms,
    getRoom: (roomId: string) => rooms.find((one) => one.roomId === roomId) ?? null,
    getSafeUserId: () => me,
  }) as unknown as EventEmitter & Parameters<typeof createServiceRooms>[0]

describe('the rooms that services make', () => {
  it('are those of the type that the person is in or invited to, with who wrote the task', () => {
    const client = clientWith([
      room('!invited', 'invite', [create, task(1), invitation]),
      room('!joined', 'join', [create, task(2), invitation]),
      room('!left', 'leave', [create, task(3)]),
      room('!talk', 'join', [{ ...create, content: {} }]),
      room('!urgent', 'join', [{ ...create, content: { type: eventTypes.urgentRoom } }]),
    ])
    expect(createServiceRooms(client, serviceRoomKinds.consult).rooms()).toEqual([
      {
        roomId: '!invited',
        membership: 'invite',
        creator: service,
        invitedBy: service,
        state: { sender: service, content: { version: 1 } },
      },
      {
        roomId: '!joined',
        membership: 'join',
        creator: service,
        invitedBy: null,
        state: { sender: service, content: { version: 2 } },
      },
    ])
  })

  it('change with the task, and no more once closed', async () => {
    const consult = room('!a', 'join', [create, task(1)])
    const client = clientWith([consult])
    const { rooms, close } = createServiceRooms(client, serviceRoomKinds.consult)
    const change = async (version: number) => {
      consult.state.splice(1, 1, task(version))
      client.emit(RoomStateEvent.Events, stateEvent(task(version), '!a'))
      await Promise.resolve()
      return rooms()[0]?.state?.content['version']
    }
    const before = rooms()
    expect(await change(1)).toBe(1)
    expect(rooms()).toBe(before)
    expect(await change(2)).toBe(2)
    close()
    expect(await change(3)).toBe(2)
  })
})
