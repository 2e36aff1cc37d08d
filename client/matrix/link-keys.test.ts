import { EventEmitter } from 'node:events'
import { ClientEvent } from 'matrix-js-sdk'
import { expect, it, onTestFinished } from 'vitest'
import type { DeviceId, EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { createLinkKeys } from './link-keys.ts'

const room = '!call' as RoomId
const device = (name: string, deviceId: string) => ({
  userId: `@${name}:nord.example` as UserId,
  deviceId: deviceId as DeviceId,
})
type Device = ReturnType<typeof device>
const [maker, makerAnew, host, hostAnew] = [
  device('ida', 'WARD'),
  device('ida', 'PHONE'),
  device('emil', 'WARD'),
  device('emil', 'PHONE'),
]
const link = { keyEvent: '$link' as EventId, invitedBy: maker.userId }
const key = 'k'.repeat(43)
const nameOf = ({ userId, deviceId }: Device) => `${userId} ${deviceId}`

type Wish = { unsigned?: readonly Device[]; changed?: readonly Device[]; guests?: readonly Device[] }

/** Devices in one call; who is in `unsigned` or `changed` is believed by nobody. */
const openCall = ({ unsigned = [], changed = [], guests = [] }: Wish = {}) => {
  const ends = new Map<string, EventEmitter>()
  const all: Device[] = []
  const enter = (own: Device) => {
    const events = new EventEmitter()
    ends.set(nameOf(own), events)
    all.push(own)
    const told = { count: 0 }
    const client = {
      on: events.on.bind(events),
      off: events.off.bind(events),
      getCrypto: () => ({
        getUserDeviceInfo: async ([userId]: string[]) =>
          new Map([
            [
              userId,
              new Map(
                all
                  .filter((one) => one.userId === userId)
                  .map((one) => [
                    one.deviceId,
                    { deviceId: one.deviceId, getIdentityKey: () => `curve ${nameOf(one)}` },
                  ]),
              ),
            ],
          ]),
        getDeviceVerificationStatus: async (userId: UserId, deviceId: DeviceId) => ({
          signedByOwner: !unsigned.some((one) => nameOf(one) === nameOf({ userId, deviceId })),
        }),
        getUserVerificationStatus: async (userId: string) => ({
          needsUserApproval: changed.some((one) => one.userId === userId),
          isCrossSigningVerified: () => false,
          wasCrossSigningVerified: () => false,
        }),
      }),
      async encryptAndSendToDevice(type: string, to: Device[], content: unknown) {
        for (const one of to)
          ends.get(nameOf(one))?.emit(ClientEvent.ReceivedToDeviceMessage, {
            message: { type, sender: own.userId, content },
            encryptionInfo: { sender: own.userId, senderCurve25519KeyBase64: `curve ${nameOf(own)}` },
          })
      },
    } as unknown as Parameters<typeof createLinkKeys>[0]['client']
    const keys = createLinkKeys({
      client,
      roomId: room,
      own,
      others: () => all.filter((one) => nameOf(one) !== nameOf(own)),
      isHost: (person) => !guests.some(({ userId }) => userId === person),
      onTold: () => {
        told.count += 1
      },
    })
    onTestFinished(() => keys.close())
    return { keys, told, client }
  }
  return enter
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 20))

it('a host’s new device is told the key of a link by who made it, or by another device of its own', async () => {
  for (const [knowing, asking] of [
    [maker, hostAnew],
    [maker, makerAnew],
    [host, hostAnew],
  ] as const) {
    const enter = openCall()
    enter(knowing).keys.know(link, key)
    const { keys, told } = enter(asking)
    expect(keys.ask(link)).toBeNull()
    await soon()
    expect(told.count).toBe(1)
    expect(keys.ask(link)).toBe(key)
  }
})

/** Without having been asked by what answers. */
const tellKey = (client: ReturnType<ReturnType<typeof openCall>>['client']) =>
  client.encryptAndSendToDevice('app.consilium.call.vouching', [hostAnew], {
    room_id: room,
    key_event: link.keyEvent,
    key,
  })

it('nobody else is believed: not another host, nor a device that is not signed or whose owner is another one by now', async () => {
  const stranger = device('anna', 'WARD')
  for (const [knowing, wish] of [
    [stranger, {}],
    [maker, { unsigned: [maker] }],
    [maker, { changed: [maker] }],
  ] as const) {
    const enter = openCall(wish)
    const { keys: theirs, client } = enter(knowing)
    theirs.know(link, key)
    const { keys, told } = enter(hostAnew)
    keys.ask(link)
    await tellKey(client)
    await soon()
    expect(told.count).toBe(0)
    expect(keys.ask(link)).toBeNull()
  }
})

it('what nobody asked for counts for nothing', async () => {
  const enter = openCall()
  const { client } = enter(maker)
  const { keys, told } = enter(hostAnew)
  await tellKey(client)
  await soon()
  expect(told.count).toBe(0)
  expect(keys.ask(link)).toBeNull()
})

it('guests are not told it, nor devices that are not signed', async () => {
  for (const wish of [{ guests: [hostAnew] }, { unsigned: [hostAnew] }]) {
    const enter = openCall(wish)
    enter(maker).keys.know(link, key)
    const { keys } = enter(hostAnew)
    keys.ask(link)
    await soon()
    expect(keys.ask(link)).toBeNull()
  }
})
