import { MatrixEvent } from 'matrix-js-sdk'
import { DecryptionFailureCode } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { describe, expect, it, vi } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { snapshotOf } from './event-snapshot.ts'

const received = (content: Record<string, unknown>) =>
  snapshotOf(
    new MatrixEvent({
      event_id: '$1',
      room_id: '!room',
      sender: '@ida:nord.example',
      origin_server_ts: 1,
      type: eventTypes.message,
      content,
    }),
  )

it('does not take a request to compare devices for something that a person wrote', () => {
  const body = '@ida:nord.example is requesting to verify your key'
  expect(received({ msgtype: 'm.key.verification.request', body })?.type).toBe('m.key.verification.request')
  expect(received({ msgtype: 'm.text', body })?.type).toBe(eventTypes.message)
})

describe('why a message cannot be read', () => {
  it.each([
    ['MEGOLM_UNKNOWN_INBOUND_SESSION_ID', 'waiting-for-keys'],
    ['UNKNOWN_SENDER_DEVICE', 'waiting-for-keys'],
    ['MEGOLM_KEY_WITHHELD', 'withheld'],
    ['MEGOLM_KEY_WITHHELD_FOR_UNVERIFIED_DEVICE', 'withheld-unconfirmed'],
    ['HISTORICAL_MESSAGE_USER_NOT_JOINED', 'before-joining'],
    ['HISTORICAL_MESSAGE_NO_KEY_BACKUP', 'no-backup'],
    ['UNSIGNED_SENDER_DEVICE', 'unsigned-device'],
    ['UNKNOWN_ERROR', 'unknown'],
  ] as const)('%s: %s', (code, reason) => {
    const event = new MatrixEvent({
      event_id: '$1',
      room_id: '!room',
      sender: '@ida:nord.example',
      type: eventTypes.encrypted,
      content: { algorithm: 'm.megolm.v1.aes-sha2' },
    })
    vi.spyOn(event, 'isDecryptionFailure').mockReturnValue(true)
    vi.spyOn(event, 'decryptionFailureReason', 'get').mockReturnValue(DecryptionFailureCode[code])
    expect(snapshotOf(event)?.unreadable).toBe(reason)
  })
})

describe('what an event is to another one', () => {
  const inside = { 'm.relates_to': { rel_type: 'm.annotation', event_id: '$2', key: '👍' } }
  const encrypted = (outside: Record<string, unknown>, clear: Record<string, unknown>) => {
    const event = new MatrixEvent({
      event_id: '$1',
      room_id: '!room',
      sender: '@ida:nord.example',
      origin_server_ts: 1,
      type: eventTypes.encrypted,
      content: { algorithm: 'm.megolm.v1.aes-sha2', ...outside },
    })
    vi.spyOn(event, 'getOriginalContent').mockReturnValue(clear)
    return snapshotOf(event)?.relation ?? null
  }

  it('is said inside and, of a reaction without its emoji, outside', () => {
    const outside = { 'm.relates_to': { rel_type: 'app.consilium.reaction', event_id: '$2' } }
    expect(encrypted(outside, inside)).toMatchObject({ type: 'm.annotation', eventId: '$2', key: '👍' })
  })

  it('is nothing when a server has changed what stands outside', () => {
    expect(encrypted({ 'm.relates_to': { rel_type: 'app.consilium.reaction', event_id: '$3' } }, inside)).toBeNull()
    expect(encrypted({ 'm.relates_to': { rel_type: 'm.replace', event_id: '$2' } }, inside)).toBeNull()
  })

  it('is no answer to the newest of a thread, which only stands there for clients without threads', () => {
    const thread = { rel_type: 'm.thread', event_id: '$2', is_falling_back: true, 'm.in_reply_to': { event_id: '$9' } }
    expect(received({ 'm.relates_to': thread })?.relation).toEqual({
      type: 'm.thread',
      eventId: '$2',
      key: null,
      replyTo: null,
    })
  })
})
