import * as v from 'valibot'
import { type DeviceId, deviceId, type RoomId, roomId, type UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'

/**
 * Who gets our media key, when it changes, and whose keys we take. The wire format is that of MatrixRTC
 * (`io.element.call.encryption_keys`); the SDK's own exchange also takes keys that came in the clear and sends to
 * devices nobody has signed, so it stays switched off and these rules stand in its place.
 */

const keyBytes = 16
const indices = 256
/** So many people may join on one key in a row before somebody who comes later gets a new one. */
const graceMs = 10_000
/** Those who listen must have a new key before the first frame that needs it. */
const useDelayMs = 1_000

export type KeyHolder = { userId: UserId; deviceId: DeviceId; joinedAt: number }

export type OwnKey = {
  index: number
  key: Uint8Array<ArrayBuffer>
  madeAt: number
  sharedWith: readonly KeyHolder[]
  /** Who was there when it was made, and could not be reached yet: to have it later tells them nothing earlier. */
  owedTo: readonly KeyHolder[]
}

export const newKey = (before: Pick<OwnKey, 'index'> | null, now: number): OwnKey => ({
  index: before ? (before.index + 1) % indices : 0,
  key: crypto.getRandomValues(new Uint8Array(keyBytes)),
  madeAt: now,
  sharedWith: [],
  owedTo: [],
})

export type KeyStep =
  | { kind: 'keep' }
  /** The newcomers get the key we use. */
  | { kind: 'share'; with: KeyHolder[] }
  /** A new key for everybody: somebody left, or came long after the key was made. */
  | { kind: 'rotate'; with: KeyHolder[]; useAfterMs: number }

const isSameDevice = (a: KeyHolder, b: KeyHolder) => a.userId === b.userId && a.deviceId === b.deviceId
const isSameHolder = (a: KeyHolder, b: KeyHolder) => isSameDevice(a, b) && a.joinedAt === b.joinedAt

/** `trusted` are the other members' devices that their owners signed. Who loses that trust counts as having left. */
export const planKeys = (own: OwnKey, trusted: readonly KeyHolder[], now: number): KeyStep => {
  const remaining = own.sharedWith.filter((held) => trusted.some((holder) => isSameDevice(held, holder)))
  const rotate: KeyStep = {
    kind: 'rotate',
    with: [...trusted],
    useAfterMs: remaining.length > 0 ? useDelayMs : 0,
  }
  if (remaining.length < own.sharedWith.length) return rotate
  // Whoever joined anew has thrown the earlier keys away.
  const newcomers = trusted.filter((holder) => !own.sharedWith.some((held) => isSameHolder(held, holder)))
  if (newcomers.length === 0) return { kind: 'keep' }
  const areOwed = newcomers.every((holder) => own.owedTo.some((owed) => isSameHolder(owed, holder)))
  return areOwed || now - own.madeAt < graceMs ? { kind: 'share', with: newcomers } : rotate
}

/** `reached`: those of `holders` whom it was sent to. */
export const shareKey = (own: OwnKey, holders: readonly KeyHolder[], reached = holders): OwnKey => {
  const isOf = (some: readonly KeyHolder[]) => (held: KeyHolder) => some.some((holder) => isSameDevice(held, holder))
  return {
    ...own,
    sharedWith: [...own.sharedWith.filter((held) => !isOf(reached)(held)), ...reached],
    owedTo: [
      ...own.owedTo.filter((owed) => !isOf(holders)(owed)),
      ...holders.filter((holder) => !isOf(reached)(holder)),
    ],
  }
}

/**
 * What a device sends that begins anew: a key that neither is the one we have of it nor the one that follows. It may
 * have left in the middle of a call and come back before anybody noticed, as with a page that is loaded again: its
 * membership is the same as before, and all keys that it got are gone.
 */
export const hasBegunAnew = (before: Pick<KeyMessage, 'index' | 'key'> | undefined, now: KeyMessage): boolean => {
  if (!before || now.index === (before.index + 1) % indices) return false
  return now.index !== before.index || now.key.some((byte, at) => byte !== before.key[at])
}

/** Had it, and needs it again. */
export const oweKey = (own: OwnKey, device: Pick<KeyHolder, 'userId' | 'deviceId'>): OwnKey => {
  const isOf = (holder: KeyHolder) => holder.userId === device.userId && holder.deviceId === device.deviceId
  const lost = own.sharedWith.filter(isOf)
  return {
    ...own,
    sharedWith: own.sharedWith.filter((holder) => !isOf(holder)),
    owedTo: [...own.owedTo.filter((holder) => !isOf(holder)), ...lost],
  }
}

const base64Key = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9+/]{22}(?:==)?$|^[A-Za-z0-9+/]{43}=?$/, 'not a key of 16 or 32 bytes'),
)

const keyContent = v.object({
  keys: v.object({
    index: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(indices - 1)),
    key: base64Key,
  }),
  member: v.object({ claimed_device_id: deviceId }),
  room_id: roomId,
  sent_ts: v.optional(v.number(), 0),
})

export type KeyMessage = { index: number; key: Uint8Array<ArrayBuffer>; deviceId: DeviceId; sentAt: number }

const toBytes = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

export const writeKeyMessage = (own: OwnKey, room: RoomId, sender: Omit<KeyHolder, 'joinedAt'>, now: number) => ({
  keys: { index: own.index, key: toBase64(own.key) },
  member: { id: `${sender.userId}:${sender.deviceId}`, claimed_device_id: sender.deviceId },
  room_id: room,
  session: { call_id: '', application: 'm.call', scope: 'm.room' },
  sent_ts: now,
})

/** `elsewhere` belongs to the call of another room. */
export const readKeyMessage = (content: unknown, room: RoomId): Result<KeyMessage, 'elsewhere' | 'malformed'> => {
  const parsed = v.safeParse(keyContent, content)
  if (!parsed.success) return refused('malformed')
  const { keys, member, room_id, sent_ts } = parsed.output
  if (room_id !== room) return refused('elsewhere')
  return ok({ index: keys.index, key: toBytes(keys.key), deviceId: member.claimed_device_id, sentAt: sent_ts })
}

/** What is known of a device in our own crypto store. */
export type DeviceTrust = {
  /** Signed by its owner's identity, and that identity is the one we knew. */
  isTrusted: boolean
  /** Curve25519; null for a device we have never seen. */
  identityKey: string | null
}

/** A guest's device, as it has proven that it has the link; or, to a guest, of who has proven to belong to it. */
export type VouchedDevice = { deviceId: DeviceId; identityKey: string }

/**
 * A guest's own signature says no more than that somebody has their account, which is made for a call and known to
 * nobody: only the device counts with which they were let in. A guest, in turn, knows nobody's identity from before, and
 * believes those who have the key of their link. Null between people, whose identities last.
 */
export const isAsVouched = (
  vouched: VouchedDevice | undefined | null,
  device: DeviceId,
  identityKey: string | null,
): boolean => vouched === null || (vouched?.deviceId === device && vouched.identityKey === identityKey)

/** How a to-device message came; null when it came in the clear. */
export type OlmOrigin = { sender: string; senderIdentityKey: string } | null

export type KeyFault = 'not-encrypted' | 'other-sender' | 'other-device' | 'unsigned-device' | 'not-a-member'

/**
 * Whether a media key may be used: Olm-encrypted, from exactly the device it names, signed by its owner, a member of
 * the call. Membership and signature may still arrive; the other faults are final.
 */
export const judgeKey = (
  { sender, deviceId: device }: { sender: UserId; deviceId: DeviceId },
  origin: OlmOrigin,
  trust: DeviceTrust,
  members: readonly Pick<KeyHolder, 'userId' | 'deviceId'>[],
): KeyFault | null => {
  if (!origin) return 'not-encrypted'
  if (origin.sender !== sender) return 'other-sender'
  if (trust.identityKey !== null && trust.identityKey !== origin.senderIdentityKey) return 'other-device'
  if (!trust.isTrusted || trust.identityKey === null) return 'unsigned-device'
  if (!members.some((member) => member.userId === sender && member.deviceId === device)) return 'not-a-member'
  return null
}

export const isFinal = (fault: KeyFault): boolean => fault !== 'unsigned-device' && fault !== 'not-a-member'

/** Keys of the same device and index may overtake each other after a quick leave and join: the newest counts. */
export const newKeyOrder = (): { isNewest(userId: UserId, message: KeyMessage): boolean } => {
  const newest = new Map<string, number>()
  return {
    isNewest(userId, { deviceId: device, index, sentAt }) {
      const slot = `${userId} ${device} ${index}`
      if ((newest.get(slot) ?? Number.NEGATIVE_INFINITY) > sentAt) return false
      newest.set(slot, sentAt)
      return true
    },
  }
}
