import { expect, test } from 'vitest'
import type { EventId, UserId } from '#shared/matrix/ids.ts'
import type { EventSnapshot } from './event-snapshot.ts'
import { readMark } from './read-mark.ts'

const ida = '@ida:nord.example' as UserId
const emil = '@emil:sued.example' as UserId

/** `$e1` and so on, by Emil unless said otherwise. */
const timeline = (...events: (Partial<Pick<EventSnapshot, 'sender' | 'unreadable' | 'stateKey'>> | undefined)[]) =>
  events.map((event, at) => ({
    eventId: `$e${at + 1}` as EventId,
    sender: emil,
    unreadable: null,
    stateKey: null,
    ...event,
  }))

test('what is shown and readable is read', () => {
  expect(readMark(timeline(undefined, undefined), ida, null)).toBe('$e2')
})

test('own messages are nothing to be read', () => {
  expect(readMark(timeline(undefined, { sender: ida }), ida, null)).toBe('$e1')
  expect(readMark(timeline({ sender: ida }), ida, null)).toBeNull()
})

test.each(['waiting-for-keys', 'unsigned-device', 'unknown', 'pending'] as const)(
  'a message that cannot be read (%s) is not read, nor is what comes after it',
  (unreadable) => {
    expect(readMark(timeline(undefined, { unreadable }, undefined), ida, null)).toBe('$e1')
    expect(readMark(timeline(undefined, { unreadable }, undefined), ida, '$e1')).toBeNull()
  },
)

test.each(['before-joining', 'no-backup'] as const)(
  'history that stays unreadable (%s) holds nothing up',
  (unreadable) => {
    expect(readMark(timeline({ unreadable }, undefined), ida, null)).toBe('$e2')
  },
)

test('an unreadable message of long ago, which was passed before, holds nothing up', () => {
  expect(readMark(timeline({ unreadable: 'unknown' }, undefined, undefined), ida, '$e2')).toBe('$e3')
})

test('a mark at our own joining does not hide what was written meanwhile', () => {
  expect(readMark(timeline(undefined, { sender: ida }), ida, '$e2')).toBe('$e1')
})

test('who came and who was invited is nothing to be marked', () => {
  expect(readMark(timeline({ stateKey: ida }), ida, null)).toBeNull()
})
