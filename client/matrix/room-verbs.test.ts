import { EventEmitter } from 'node:events'
import { ClientEvent, ConnectionError, MatrixError, RoomStateEvent } from 'matrix-js-sdk'
import { createRoot } from 'solid-js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { createRoomVerbs } from './room-verbs.ts'

const ida = '@ida:nord.example'
const jonas = '@jonas:sued.example' as UserId

type FakeRoom = { roomId: string; own: string; members: Record<string, string>; type?: string }

/** A homeserver whose sync shows an invitation when `showInvitation` is called, or at once. */
const openClient = ({ rooms = [] as FakeRoom[], direct = {} as Record<string, string[]> } = {}) => {
  const emitter = new EventEmitter()
  const asked: string[] = []
  const refusals: Record<string, unknown> = {}
  let isSyncFast = true
  let shown = () => {}
  const ask = async (what: string) => {
    asked.push(what)
    if (refusals[what]) throw refusals[what]
  }
  const toRoom = (room: FakeRoom) => ({
    roomId: room.roomId,
    getType: () => room.type,
    getMyMembership: () => room.own,
    hasEncryptionStateEvent: () => true,
    getJoinedMemberCount: () => 1,
    getMember: (userId: string) => (room.members[userId] ? { userId, membership: room.members[userId] } : null),
    currentState: { getStateEvents: () => null },
  })
  const find = (roomId: string) => rooms.find((room) => room.roomId === roomId)
  const client = Object.assign(emitter, {
    getSafeUserId: () => ida,
    getRooms: () => rooms.map(toRoom),
    getRoom: (roomId: string) => {
      const room = find(roomId)
      return room ? toRoom(room) : null
    },
    getAccountData: () => ({ getContent: () => direct }),
    setAccountData: async (_: string, content: Record<string, string[]>) => {
      await ask('remember')
      direct = content
    },
    createRoom: async () => {
      await ask('create')
      rooms.push({ roomId: '!new', own: 'join', members: {} })
      emitter.emit(ClientEvent.Room)
      return { room_id: '!new' }
    },
    sendStateEvent: async (roomId: string, _: string, __: unknown, userId: string) => {
      await ask('invite')
      shown = () => {
        const room = find(roomId)
        if (room) room.members[userId] = 'invite'
        emitter.emit(RoomStateEvent.Members, { getRoomId: () => roomId })
      }
      if (isSyncFast) shown()
    },
    joinRoom: async (roomId: string) => {
      await ask('join')
      const room = find(roomId)
      if (room) room.own = 'join'
    },
    http: {
      authedRequest: async (_: string, path: string) => {
        await ask('join the plain way')
        const room = find(decodeURIComponent(path.split('/').at(-1) ?? ''))
        if (room) room.own = 'join'
      },
    },
    getProfileInfo: async () => ({ displayname: 'Dr. Jonas Weit' }),
    leave: () => ask('leave'),
    forget: () => ask('forget'),
  })
  const { verbs, dispose } = createRoot((dispose) => ({
    verbs: createRoomVerbs(client as unknown as Parameters<typeof createRoomVerbs>[0], {
      whole: async () => {},
      want() {},
    }),
    dispose,
  }))
  onTestFinished(dispose)
  return {
    verbs,
    asked,
    refusals,
    direct: () => direct,
    slowSync() {
      isSyncFast = false
      return { showInvitation: () => shown() }
    },
  }
}
const refused = (status: number, body: Record<string, unknown> = {}) =>
  new MatrixError({ errcode: 'M_FORBIDDEN', error: '', ...body }, status)
const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('a direct conversation', () => {
  it('is made once, however often somebody presses', async () => {
    const { verbs, asked, direct } = openClient()
    const opened = await Promise.all([verbs.openDirect(jonas), verbs.openDirect(jonas)])
    expect(opened).toEqual(['!new', '!new'])
    expect(asked).toEqual(['create', 'remember', 'invite'])
    expect(direct()).toEqual({ [jonas]: ['!new'] })
  })

  it('is not open before the invitation is known here, since nothing would be encrypted for the other one', async () => {
    const { verbs, slowSync } = openClient()
    const { showInvitation } = slowSync()
    let isOpen = false
    const opened = verbs.openDirect(jonas).then(() => {
      isOpen = true
    })
    await settled()
    expect(isOpen).toBe(false)
    showInvitation()
    await opened
  })

  it.each([
    ['both are in', { own: 'join', members: { [jonas]: 'join' } }, []],
    ['the other one is invited', { own: 'join', members: { [jonas]: 'invite' } }, []],
    ['we are invited', { own: 'invite', members: { [jonas]: 'join' } }, ['join']],
    ['an attempt was interrupted', { own: 'join', members: {} }, ['invite']],
    ['the other one has left', { own: 'join', members: { [jonas]: 'leave' } }, ['create', 'remember', 'invite']],
  ])('is the one that there is: %s', async (_, room, expected) => {
    const { verbs, asked } = openClient({ rooms: [{ roomId: '!old', ...room }], direct: { [jonas]: ['!old'] } })
    await verbs.openDirect(jonas)
    expect(asked).toEqual(expected)
  })

  it('leaves no empty room behind when the partner is suspended, and says why', async () => {
    const { verbs, asked, refusals, direct } = openClient()
    refusals['invite'] = refused(403, { 'app.consilium.code': 'partner-suspended' })
    await expect(verbs.openDirect(jonas)).rejects.toMatchObject({ name: 'MatrixRefusal', code: 'partner-suspended' })
    expect(asked.slice(2)).toEqual(['invite', 'leave', 'forget', 'remember'])
    expect(direct()).toEqual({})
  })

  it('is finished by the next attempt when the network fails in the middle', async () => {
    const { verbs, asked, refusals } = openClient()
    refusals['invite'] = new ConnectionError('fetch failed')
    await expect(verbs.openDirect(jonas)).rejects.toMatchObject({ code: 'homeserver-unreachable' })
    delete refusals['invite']
    expect(await verbs.openDirect(jonas)).toBe('!new')
    expect(asked).toEqual(['create', 'remember', 'invite', 'invite'])
  })
})

it('a consult is joined without asking the service that invited for keys, which it has not', async () => {
  const { verbs, asked } = openClient({
    rooms: [{ roomId: '!consult', own: 'invite', members: {}, type: eventTypes.consultRoom }],
  })
  await verbs.joinRoom('!consult' as RoomId, ['nord.example' as ServerName])
  expect(asked).toEqual(['join the plain way'])
})

it('somebody whom no room names is called as their homeserver says', async () => {
  const { verbs } = openClient()
  expect(verbs.nameOf(jonas)).toBe('jonas')
  await settled()
  expect(verbs.nameOf(jonas)).toBe('Dr. Jonas Weit')
})
