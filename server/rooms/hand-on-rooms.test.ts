import { describe, expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { startClosing } from '../admin/queries.ts'
import { listAfter } from '../audit/queries.ts'
import { contextForTests } from '../context-for-tests.ts'
import { MatrixRefusal } from '../errors.ts'
import type { Homeserver, StateEvent } from '../matrix/homeserver.ts'
import type { MatrixEvent } from '../matrix/take-transaction.ts'
import { handOnRoomsOf } from './hand-on-rooms.ts'
import { keepOwners } from './keep-owners.ts'

const chief = { userId: '@chief:nord.example' as UserId }
const [ida, lea, max] = ['@ida', '@lea', '@max'].map((name) => `${name}:nord.example`) as [UserId, UserId, UserId]
const emil = '@emil:sued.example' as UserId

const event = (type: string, state_key: string, content: Record<string, unknown>, at = 1): StateEvent => ({
  type,
  state_key,
  sender: ida,
  content,
  event_id: '$e' as EventId,
  origin_server_ts: at,
})

type Room = {
  levels?: Record<string, number>
  people: UserId[]
  name?: string | null
  type?: string
  /** Ida has left it before. */
  isLeft?: boolean
}

/** A group that Ida has made, with people who came one after the other. */
const stateOf = ({ levels = {}, people, name = 'Tumorboard', type, isLeft }: Room): StateEvent[] => [
  event(eventTypes.create, '', type ? { type } : {}),
  event(eventTypes.powerLevels, '', { users: levels, invite: 50 }),
  ...(name === null ? [] : [event(eventTypes.name, '', { name })]),
  event(eventTypes.member, ida, { membership: isLeft ? 'leave' : 'join' }, 0),
  ...people.map((userId, at) => event(eventTypes.member, userId, { membership: 'join' }, at + 1)),
]

const clinicWith = (room: Room, refuse: boolean) => {
  const given: unknown[] = []
  const context = contextForTests({
    homeserver: {
      roomState: async () => stateOf(room),
      admin: (async (method: string, path: string, body?: { user_id: string }) => {
        if (method === 'GET') return { memberships: { '!g': room.isLeft ? 'leave' : 'join', '!asked': 'invite' } }
        if (refuse) throw new MatrixRefusal(400, 'M_UNKNOWN')
        given.push(`${path} ${body?.user_id}`)
        return {}
      }) as Homeserver['admin'],
      invite: async (_room, whom, _reason, by) => void given.push(`${by} invites ${whom}`),
      joinAs: async (_room, account) => void given.push(`${account} joins`),
      leave: async (_room, account) => void given.push(`${account} leaves`),
    },
  })
  return { given, context, log: () => listAfter(context.db, null, 9).map(({ record, details }) => record + details) }
}
const closing = async (room: Room, refuse = false) => {
  const clinic = clinicWith(room, refuse)
  await handOnRoomsOf(clinic.context, chief, ida)
  return clinic
}
const to = (userId: UserId) => [`/v1/rooms/!g/make_room_admin ${userId}`]

describe('groups of somebody whose account is closed', () => {
  it.each<[string, Room, string[]]>([
    ['go to a moderator', { levels: { [max]: 50 }, people: [emil, lea, max] }, to(max)],
    ['without one to who came first of this clinic', { people: [emil, lea, max] }, to(lea)],
    ['and to a partner’s people when they alone are left', { people: [emil] }, to(emil)],
    [
      'go to a moderator, also those that they had left: an owner who comes back for a moment gives them',
      { levels: { [max]: 50 }, people: [lea, max], isLeft: true },
      [`${max} invites ${ida}`, `${ida} joins`, ...to(max), `${ida} leaves`],
    ],
    ['that they had left stay with another owner', { levels: { [max]: 100 }, people: [max], isLeft: true }, []],
    ['stay with another owner', { levels: { [emil]: 100 }, people: [lea, emil] }, []],
    ['are over without anybody', { people: [] }, []],
    ['are none when two talk to each other', { people: [lea], name: null }, []],
    ['are none when a service made the room', { people: [lea], type: eventTypes.consultRoom }, []],
  ])('%s', async (_, room, given) => {
    const done = await closing(room)
    expect(done.given).toEqual(given)
    expect(done.log().filter((line) => line.includes('handed-on'))).toHaveLength(given.length > 0 ? 1 : 0)
  })

  it('that they had left, and to which nobody may bring them back, get what a moderator can give, or are left as they are', async () => {
    const { given, context } = await closing({ people: [lea], isLeft: true }, true)
    expect(given).toEqual([])
    expect(context.log.lines).toMatchObject([{ event: 'rooms-not-handed-on', count: 1 }])
  })

  it('keep no account open when they cannot be handed on', async () => {
    const { context } = await closing({ people: [lea] }, true)
    expect(context.log.lines).toEqual([{ level: 'warn', event: 'rooms-not-handed-on', count: 1 }])
  })
})

describe('a group that its only owner has left with another Matrix client', () => {
  const left = (who: UserId, membership = 'leave'): MatrixEvent => ({
    type: eventTypes.member,
    room_id: '!g' as RoomId,
    event_id: '$left' as EventId,
    sender: who,
    origin_server_ts: 2,
    state_key: who,
    content: { membership },
  })
  const brought = [`${max} invites ${ida}`, `${ida} joins`, ...to(max), `${ida} leaves`]
  const withModerator: Room = { levels: { [max]: 50 }, people: [lea, max], isLeft: true }

  it.each<[string, Room, MatrixEvent, string[]]>([
    ['goes to who is still there', withModerator, left(ida), brought],
    ['stays with them when they are back', { ...withModerator, isLeft: false }, left(ida), []],
    ['has another owner', { ...withModerator, levels: { [max]: 100 } }, left(ida), []],
    ['is none when somebody else leaves', withModerator, left(lea), []],
    ['is left to the clinic of who leaves', withModerator, left(emil), []],
    ['is none when somebody comes', withModerator, left(ida, 'join'), []],
  ])('%s', async (_, room, event, given) => {
    const clinic = clinicWith(room, false)
    await keepOwners()(clinic.context, event)
    expect(clinic.given).toEqual(given)
    expect(clinic.log()).toEqual(
      given.length > 0 ? [expect.stringMatching(/room-changed.*handed-on|handed-on.*room-changed/s)] : [],
    )
  })

  it('is not tried for ever when it cannot be given: what was tried is a leaving, too', async () => {
    const clinic = clinicWith(withModerator, true)
    const listen = keepOwners()
    await listen(clinic.context, left(ida))
    await listen(clinic.context, left(ida))
    expect(clinic.given).toEqual([`${max} invites ${ida}`, `${ida} joins`, `${ida} leaves`])
    expect(clinic.context.log.lines).toMatchObject([{ event: 'rooms-not-handed-on', count: 1 }])
  })

  it('is left alone while the account is closed, which hands it on itself', async () => {
    const clinic = clinicWith(withModerator, false)
    startClosing(clinic.context.db, { userId: ida, who: chief.userId, startedAt: 1 })
    await keepOwners()(clinic.context, left(ida))
    expect(clinic.given).toEqual([])
  })
})
