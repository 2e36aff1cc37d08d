import * as v from 'valibot'
import { expect, test } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { combined, newestRooms, syncRoomsOf, unfinished, windowAnswer } from './room-window.ts'

const ida = '@ida:nord.example'
const emil = '@emil:sued.example'
const member = (userId: string, membership = 'join') => ({
  type: eventTypes.member,
  sender: userId,
  state_key: userId,
  content: { membership },
})
const said = (event_id: string, sender = emil) => ({ event_id, type: eventTypes.encrypted, sender, content: {} })
const room = (news: object = {}) => ({
  required_state: [member(ida), member(emil)],
  timeline: [said('$1'), said('$2')],
  prev_batch: 't1',
  limited: true,
  joined_count: 2,
  ...news,
})
const answer = (rooms: object, extensions: object = {}) => v.parse(windowAnswer, { rooms, extensions })
const readBy = (userId: string, eventId: string) => ({
  receipts: { rooms: { '!r': { type: 'm.receipt', content: { [eventId]: { 'm.read': { [userId]: { ts: 1 } } } } } } },
})

test('a room becomes what /sync would say of one that is new to us', () => {
  const { join } = syncRoomsOf(answer({ '!r': room({ heroes: [{ user_id: emil }] }) }, readBy(ida, '$1')), ida)
  expect(join['!r']).toMatchObject({
    summary: { 'm.heroes': [emil], 'm.joined_member_count': 2, 'm.invited_member_count': 0 },
    'org.matrix.msc4222.state_after': { events: [member(ida), member(emil)] },
    timeline: { events: [said('$1'), said('$2')], limited: true, prev_batch: 't1' },
    ephemeral: { events: [{ type: 'm.receipt' }] },
  })
})

test('an invitation is one, and a room that one was put out of is none of ours', () => {
  const invitation = { invite_state: [member(emil)] }
  const rooms = syncRoomsOf(answer({ '!i': invitation, '!out': room({ required_state: [member(ida, 'ban')] }) }), ida)
  expect(rooms).toEqual({ join: {}, invite: { '!i': { invite_state: { events: [member(emil)] } } } })
})

test('what is unread must be countable: more is asked until where one has read, spoken or come in', () => {
  const needsMore = (news: object, extensions: object = {}) =>
    unfinished(answer({ '!r': room(news) }, extensions), ida).has('!r')
  expect(needsMore({})).toBe(true)
  expect(needsMore({}, readBy(emil, '$1'))).toBe(true)
  expect(needsMore({}, readBy(ida, '$0'))).toBe(true)
  expect(needsMore({}, readBy(ida, '$1'))).toBe(false)
  expect(needsMore({ limited: false })).toBe(false)
  expect(needsMore({ timeline: [said('$1', ida), said('$2')] })).toBe(false)
})

test('those after whom a room is called are asked by name when they have not spoken', () => {
  const silent = room({ required_state: [member(ida)], limited: false, heroes: [{ user_id: emil }] })
  expect([...unfinished(answer({ '!r': silent }), ida)]).toEqual([['!r', [emil]]])
})

test('a second look takes the place of the first', () => {
  const first = answer({ '!r': room(), '!s': room() }, readBy(ida, '$0'))
  const both = combined(first, answer({ '!r': room({ limited: false }) }, readBy(ida, '$2')))
  expect([both.rooms['!r']?.limited, both.rooms['!s']?.limited]).toEqual([false, true])
  expect(both.extensions.receipts?.rooms['!r']?.content).toHaveProperty('$2')
})

test('the state of every type of ours is asked for, but of members only some', () => {
  const asked = newestRooms(20, 50).lists.conversations.required_state
  for (const type of Object.values(eventTypes))
    if (type !== eventTypes.member) expect(asked).toContainEqual([type, '*'])
  expect(asked.filter(([type]) => type === eventTypes.member)).toEqual([
    [eventTypes.member, '$LAZY'],
    [eventTypes.member, '$ME'],
  ])
})
