import type { MatrixClient } from 'matrix-js-sdk'
import { type CryptoApi, EventShieldColour } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { type Accessor, createSignal } from 'solid-js'
import { parseGuestLink } from '#shared/calls/guest-proof.ts'
import type { GuestInCall } from '#shared/calls/guests.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { isDeviceProven } from './guest-keys.ts'
import type { LinkKeys } from './link-keys.ts'

type Client = Pick<MatrixClient, 'fetchRoomEvent' | 'getEventMapper' | 'decryptEventIfNeeded'> & {
  getCrypto(): Pick<CryptoApi, 'getEncryptionInfoForEvent'> | undefined
}

const retryMs = 2_000
const longestRetryMs = 30_000

export type GuestProofs = {
  /** Of each guest's device, whether it is the one that has the link; not among them while it is being looked up. */
  proven: Accessor<ReadonlyMap<UserId, boolean>>
  /** Of the link with which a guest has proven their device. */
  keyOf(guest: UserId): string | null
  look(guests: ReadonlyMap<UserId, GuestInCall>): void
  /** The key of a link has come. */
  lookAgain(): void
  close(): void
}

/** The key of a link as who made it told the conversation, and nobody else: not by a device that they have not signed. */
const keyOfLink = async (client: Client, conversation: RoomId, { key_event, invited_by }: GuestInCall) => {
  if (key_event === null) return null
  const raw = await client.fetchRoomEvent(conversation, key_event)
  const event = client.getEventMapper({ decrypt: false })({ ...raw, room_id: conversation })
  await client.decryptEventIfNeeded(event)
  if (event.isDecryptionFailure()) throw new Error('the key of the link cannot be read yet')
  const info = await client.getCrypto()?.getEncryptionInfoForEvent(event)
  const isTheirs =
    event.isEncrypted() &&
    event.getType() === eventTypes.callGuestLink &&
    event.getSender() === invited_by &&
    info?.shieldColour === EventShieldColour.NONE
  return isTheirs ? (parseGuestLink(event.getContent())?.key ?? null) : null
}

const isSame = (a: GuestInCall | undefined, b: GuestInCall) =>
  a?.proof === b.proof &&
  a.key_event === b.key_event &&
  a.identity_key === b.identity_key &&
  a.signing_key === b.signing_key &&
  a.device_id === b.device_id &&
  a.invited_by === b.invited_by

/** Looks at what guests prove, for those who are in the conversation; what cannot be looked up yet counts as not proven. */
export const createGuestProofs = (
  client: Client,
  conversation: () => RoomId | null,
  onChange: () => void,
  linkKeys: Pick<LinkKeys, 'know' | 'ask'>,
): GuestProofs => {
  const [proven, setProven] = createSignal<ReadonlyMap<UserId, boolean>>(new Map())
  const looked = new Map<UserId, GuestInCall>()
  const keys = new Map<UserId, string>()
  let guests: ReadonlyMap<UserId, GuestInCall> = new Map()
  let isClosed = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let waitMs = retryMs

  const prove = async (guest: UserId, said: GuestInCall) => {
    looked.set(guest, said)
    const isProven = await (async () => {
      const room = conversation()
      if (!room) throw new Error('the room of the call is not known yet')
      if (said.key_event === null) return false
      const link = { keyEvent: said.key_event, invitedBy: said.invited_by }
      const read = await keyOfLink(client, room, said).catch(() => null)
      if (read !== null) linkKeys.know(link, read)
      const key = read ?? linkKeys.ask(link)
      if (key === null) throw new Error('the key of the link is not known yet')
      const isTheirs = await isDeviceProven(key, guest, said)
      if (isTheirs) keys.set(guest, key)
      return isTheirs
    })().catch(() => null)
    // Somebody may have said something else of them meanwhile.
    if (isClosed || looked.get(guest) !== said) return
    if (isProven === null) {
      looked.delete(guest)
      clearTimeout(retry)
      retry = setTimeout(lookAtAll, waitMs)
      waitMs = Math.min(2 * waitMs, longestRetryMs)
    }
    if (proven().get(guest) === (isProven ?? false)) return
    setProven((before) => new Map(before).set(guest, isProven ?? false))
    onChange()
  }
  function lookAtAll() {
    for (const [guest, said] of guests) if (!isSame(looked.get(guest), said)) void prove(guest, said)
  }
  return {
    proven,
    lookAgain() {
      clearTimeout(retry)
      lookAtAll()
    },
    keyOf: (guest) => (proven().get(guest) ? (keys.get(guest) ?? null) : null),
    look(now) {
      guests = now
      const changed = [...proven().keys()].filter((guest) => {
        const said = now.get(guest)
        return !said || (looked.has(guest) && !isSame(looked.get(guest), said))
      })
      // What was proven of another device counts for nothing.
      if (changed.length > 0) {
        for (const guest of changed) looked.delete(guest)
        setProven((before) => new Map([...before].filter(([guest]) => !changed.includes(guest))))
      }
      lookAtAll()
    },
    close() {
      isClosed = true
      clearTimeout(retry)
    },
  }
}
