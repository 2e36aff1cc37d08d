import { describe, expect, it } from 'vitest'
import type { RoomId, ServerName } from '#shared/matrix/ids.ts'
import type { RoomSummary } from '../../matrix/types.ts'
import { conversationsOf, heldOrder, invitationsOf } from './conversation-list.ts'

const nord = 'nord.localhost' as ServerName
const sued = 'sued.localhost' as ServerName
const clinicName = (server: ServerName) => (server === sued ? 'Klinikum Süd' : 'Klinikum Nord')

const room = (id: string, changes: Partial<RoomSummary> = {}): RoomSummary => ({
  roomId: `!${id}` as RoomId,
  kind: 'direct',
  name: id,
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

describe('the list of conversations', () => {
  const rooms = [
    room('Dr. Anna Müller', { lastActivity: 1, servers: [nord, sued] }),
    room('Jan Weiß', { lastActivity: 3, preview: 'EKG ist da' }),
    room('Konsil 7F3A', { kind: 'consult', lastActivity: 5 }),
    room('Eva Roth', { membership: 'invite', lastActivity: 4 }),
  ]

  it('has the newest first, and leaves consults and invitations to their own places', () => {
    expect(names(conversationsOf(rooms, '', clinicName))).toEqual(['Jan Weiß', 'Dr. Anna Müller'])
    expect(names(invitationsOf(rooms))).toEqual(['Eva Roth'])
  })

  it.each([
    ['mueller', ['Dr. Anna Müller']],
    ['süd anna', ['Dr. Anna Müller']],
    ['ekg', ['Jan Weiß']],
    ['klinikum', ['Jan Weiß', 'Dr. Anna Müller']],
    ['neurologie', []],
  ])('finds by name, clinic or newest words: %j', (typed, expected) => {
    expect(names(conversationsOf(rooms, typed, clinicName))).toEqual(expected)
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
