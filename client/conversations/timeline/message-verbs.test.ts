import { expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import type { Reaction } from '../../matrix/types.ts'
import { deleteMessage, toggleReaction } from './message-verbs.ts'

const id = (name: string) => `$${name}` as EventId

const desk = () => {
  const done: unknown[] = []
  const outbox = {
    send: async (_: RoomId, type: string, content: unknown) => {
      done.push([type, content])
      return 't'
    },
    discard: async (txnId: string) => {
      done.push(['discard', txnId])
    },
  }
  const parts = { session: { outbox }, room: { roomId: '!room' as RoomId } } as unknown as Parameters<
    typeof deleteMessage
  >[0]
  return { parts, done }
}

const reacted = (own: Reaction['own']): Reaction[] => [{ emoji: '👍', by: [], isAssured: true, own }]

it('adds a reaction, takes it back, and forgets one that has not left', async () => {
  const { parts, done } = desk()
  await toggleReaction(parts, { eventId: id('1'), reactions: [] }, '👍')
  await toggleReaction(parts, { eventId: id('1'), reactions: reacted({ eventId: id('r'), txnId: null }) }, '👍')
  await toggleReaction(parts, { eventId: id('1'), reactions: reacted({ eventId: null, txnId: 't7' }) }, '👍')
  expect(done).toEqual([
    [eventTypes.reaction, { 'm.relates_to': { rel_type: 'm.annotation', event_id: '$1', key: '👍' } }],
    [eventTypes.redaction, { redacts: '$r', 'app.consilium.redacted_relation': 'm.annotation' }],
    ['discard', 't7'],
  ])
})

it('deletes a message with every text that it had', async () => {
  const { parts, done } = desk()
  const versions = ['1', '2', '3'].map((name) => ({ eventId: id(name), at: 1, text: name }))
  await deleteMessage(parts, { eventId: id('1'), versions })
  expect(done).toEqual([
    [eventTypes.redaction, { redacts: '$1' }],
    [eventTypes.redaction, { redacts: '$2', 'app.consilium.redacted_relation': 'm.replace' }],
    [eventTypes.redaction, { redacts: '$3', 'app.consilium.redacted_relation': 'm.replace' }],
  ])
})
