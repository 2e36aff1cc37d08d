import { describe, expect, it } from 'vitest'
import type { RoomId, ServerName } from '#shared/matrix/ids.ts'
import type { RoomSummary } from '../../matrix/types.ts'
import { type Around, conversationsOf, type Filter, heldOrder, invitationsOf } from './conversation-list.ts'

const nord = 'nord.localhost' as ServerName
const sued = 'sued.localhost' as ServerName
const clinicName = (server: ServerName) => (server === sued ? 'Klinikum Süd' : 'Klinikum Nord')

const room = (id: string, changes: Partial<RoomSummary> = {}): RoomSummary => ({
  roomId: `!${id}` as RoomId,
  kind: 'direct',
  name: id,
  consultLabel: null,
  membership: 'join',
  invitedBy: null,
  directUserId: null,
  creator: null,
  unreadCount: 0,
  mentionCount: 0,
  urgentCount: 0,
  isMarkedUnread: false,
  pinnedAt: null,
  isArchived: false,
  notify: 'all',
  mutedUntil: null,
  hasOther: true,
  createdAt: 0,
  lastActivity: 0,
  preview: null,
  servers: [nord],
  ...changes,
})

const names = (rooms: RoomSummary[]) => rooms.map(({ name }) => name)

const around = { twins: new Map<RoomId, RoomId>(), inSpace: new Set(['!ward' as RoomId]), openId: null }
const list = (rooms: RoomSummary[], filter: Filter = 'all', typed = '', more: Partial<Around> = {}) =>
  names(conversationsOf(rooms, { filter, typed }, { ...around, ...more }, clinicName))

describe('the list of conversations', () => {
  const rooms = [
    room('Dr. Anna Müller', { lastActivity: 1, servers: [nord, sued] }),
    room('Jan Weiß', { lastActivity: 3, preview: { kind: 'text', text: 'EKG ist da' } }),
    room('Konsil 7F3A', { kind: 'consult', lastActivity: 5 }),
    room('Eva Roth', { membership: 'invite', lastActivity: 4 }),
  ]

  it('has the newest first, and leaves consults and invitations to their own places', () => {
    expect(list(rooms)).toEqual(['Jan Weiß', 'Dr. Anna Müller'])
    expect(names(invitationsOf(rooms))).toEqual(['Eva Roth'])
  })

  it.each([
    ['mueller', ['Dr. Anna Müller']],
    ['süd anna', ['Dr. Anna Müller']],
    ['ekg', ['Jan Weiß']],
    ['klinikum', ['Jan Weiß', 'Dr. Anna Müller']],
    ['neurologie', []],
  ])('finds by name, clinic or newest words: %j', (typed, expected) => {
    expect(list(rooms, 'all', typed)).toEqual(expected)
  })

  it('has on top what is urgent, then what is pinned in its order', () => {
    const places = [
      room('new', { lastActivity: 9 }),
      room('second', { pinnedAt: 0.5 }),
      room('first', { pinnedAt: 0.25 }),
      room('urgent', { urgentCount: 1 }),
    ]
    expect(list(places)).toEqual(['urgent', 'first', 'second', 'new'])
  })

  it.each<[Filter, string[]]>([
    ['all', ['ward', 'called', 'marked', 'unread', 'read']],
    ['unread', ['called', 'marked', 'unread']],
    ['people', ['called', 'marked', 'unread', 'read']],
    ['groups', ['ward']],
    ['clinic', ['ward']],
    ['consults', ['consult']],
    ['archived', ['away']],
    ['urgent', []],
  ])('shows by the filter %j', (filter, expected) => {
    const different = [
      room('read', { lastActivity: 1 }),
      room('unread', { lastActivity: 2, unreadCount: 1 }),
      room('marked', { lastActivity: 3, isMarkedUnread: true }),
      room('away', { lastActivity: 4, isArchived: true, unreadCount: 3 }),
      room('called', { lastActivity: 5, isArchived: true, unreadCount: 3, mentionCount: 1 }),
      room('consult', { lastActivity: 6, kind: 'consult', unreadCount: 1 }),
      room('ward', { lastActivity: 7, kind: 'department' }),
    ]
    expect(list(different, filter)).toEqual(expected)
  })

  it('finds what is archived when somebody types', () => {
    expect(list([room('away', { isArchived: true })], 'all', 'away')).toEqual(['away'])
  })

  it('hides the second conversation with a person unless something in it is unread, or it is open', () => {
    const [a, b] = ['!a', '!b'] as RoomId[] as [RoomId, RoomId]
    const twins = new Map([[b, a]])
    expect(list([room('a'), room('b')], 'all', '', { twins })).toEqual(['a'])
    expect(list([room('a'), room('b')], 'all', '', { twins, openId: b })).toEqual(['a', 'b'])
    expect(list([room('a'), room('b', { unreadCount: 1 })], 'all', '', { twins })).toEqual(['a', 'b'])
  })
})

describe('the order', () => {
  const [a, b, c] = ['!a', '!b', '!c'] as RoomId[] as [RoomId, RoomId, RoomId]

  it('follows what is newest', () => {
    expect(heldOrder([a, b], [c, b, a], false)).toEqual([c, b, a])
  })

  it('stays under the pointer, with new ones last and left ones gone', () => {
    expect(heldOrder([a, b], [c, b], true)).toEqual([b, c])
    expect(heldOrder([a, b], [b, a], true)).toEqual([a, b])
  })
})
