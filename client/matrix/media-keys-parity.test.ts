import { EventEmitter } from 'node:events'
import { ClientEvent, EventType, MatrixEvent } from 'matrix-js-sdk'
import { KeyTransportEvents } from 'matrix-js-sdk/lib/matrixrtc/IKeyTransport.js'
import { ToDeviceKeyTransport } from 'matrix-js-sdk/lib/matrixrtc/ToDeviceKeyTransport.js'
import { expect, test } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { DeviceId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { newKey, readKeyMessage, writeKeyMessage } from './media-keys.ts'
import { quietLogger } from './quiet-logger.ts'

/** What Element Call sends and reads keys with: the SDK's own transport, of which only the wire is real to us. */
const elementCall = (room: RoomId) => {
  const events = new EventEmitter()
  const sent: { type: string; content: unknown }[] = []
  const client = {
    on: events.on.bind(events),
    off: events.off.bind(events),
    encryptAndSendToDevice: async (type: string, _: unknown, content: unknown) => void sent.push({ type, content }),
  } as unknown as ConstructorParameters<typeof ToDeviceKeyTransport>[2]
  const own = { userId: '@jonas:sued.example', deviceId: 'WEB', memberId: 'of this stay' }
  const statistics = {
    counters: { roomEventEncryptionKeysSent: 0, roomEventEncryptionKeysReceived: 0 },
    totals: { roomEventEncryptionKeysReceivedTotalAge: 0 },
  }
  const transport = new ToDeviceKeyTransport(own, room, client, statistics, quietLogger)
  transport.start()
  const receive = (sender: UserId, content: object) =>
    events.emit(
      ClientEvent.ToDeviceEvent,
      new MatrixEvent({ type: EventType.CallEncryptionKeysPrefix, sender, content }),
    )
  return { transport, sent, receive }
}

const room = '!consult' as RoomId
const ida = { userId: '@ida:nord.example' as UserId, deviceId: 'PHONE' as DeviceId }

test('Element Call takes the keys that we send', () => {
  const { transport, receive } = elementCall(room)
  const taken: unknown[] = []
  transport.on(KeyTransportEvents.ReceivedKeys, ({ userId, deviceId }, key, index) =>
    taken.push([userId, deviceId, key, index]),
  )
  const own = { ...newKey({ index: 254 }, 0), key: new Uint8Array(16).fill(7) }
  receive(ida.userId, writeKeyMessage(own, room, ida, Date.now()))
  expect(taken).toEqual([[ida.userId, ida.deviceId, 'BwcHBwcHBwcHBwcHBwcHBw==', 255]])
})

test('we take the keys that Element Call sends', async () => {
  const { transport, sent } = elementCall(room)
  await transport.sendKey('BwcHBwcHBwcHBwcHBwcHBw', 3, [{ ...ida, membershipTs: 1 }])
  expect(sent[0]?.type).toBe(eventTypes.mediaKeys)
  expect(readKeyMessage(sent[0]?.content, room)).toMatchObject({
    ok: true,
    value: { index: 3, key: new Uint8Array(16).fill(7), deviceId: 'WEB' },
  })
})
