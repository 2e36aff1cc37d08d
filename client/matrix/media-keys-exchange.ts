import { ClientEvent, type MatrixClient } from 'matrix-js-sdk'
import { type CryptoApi, CryptoEvent } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { DeviceId, RoomId, UserId } from '#shared/matrix/ids.ts'
import {
  type DeviceTrust,
  hasBegunAnew,
  isAsVouched,
  isFinal,
  judgeKey,
  type KeyHolder,
  type KeyMessage,
  newKey,
  newKeyOrder,
  type OlmOrigin,
  type OwnKey,
  oweKey,
  planKeys,
  readKeyMessage,
  shareKey,
  type VouchedDevice,
  writeKeyMessage,
} from './media-keys.ts'
import type { MemberTrust } from './types.ts'

export type DeviceCrypto = Pick<
  CryptoApi,
  'getUserDeviceInfo' | 'getDeviceVerificationStatus' | 'getUserVerificationStatus'
>
type Client = Pick<MatrixClient, 'on' | 'off' | 'encryptAndSendToDevice'> & { getCrypto(): DeviceCrypto | undefined }
type Received = { message: { type: string; sender: string; content: unknown }; encryptionInfo: OlmInfo | null }
export type OlmInfo = { sender: string; senderCurve25519KeyBase64: string }

/** A device's signature or membership may arrive after its key, or after it joined. */
const retryMs = 2_000
const patienceMs = 60_000
const maxWaiting = 200

export type KeyExchangeParts = {
  client: Client
  roomId: RoomId
  own: { userId: UserId; deviceId: DeviceId }
  /** The device of somebody that counts, undefined while there is none; null where their own signature is enough. */
  vouched(userId: UserId, deviceId: DeviceId): VouchedDevice | undefined | null
  /** Of the call, our own device left out. */
  members(): readonly KeyHolder[]
  onKey(holder: { userId: UserId; deviceId: DeviceId }, index: number, key: Uint8Array<ArrayBuffer>): void
  /** What we know of everybody's device; one that is not signed gets no key of ours. */
  onJudged(judged: { holder: KeyHolder; trust: MemberTrust }[]): void
  onRefused(count: number): void
}

export type KeyExchange = { membersChanged(): void; close(): void }

type Judged = DeviceTrust & { trust: MemberTrust }

export const trustOf = async (
  crypto: DeviceCrypto,
  userId: UserId,
  deviceId: DeviceId,
  vouched: VouchedDevice | undefined | null,
): Promise<Judged> => {
  const device = (await crypto.getUserDeviceInfo([userId], true)).get(userId)?.get(deviceId)
  const [status, identity] = await Promise.all([
    crypto.getDeviceVerificationStatus(userId, deviceId),
    crypto.getUserVerificationStatus(userId),
  ])
  const isVerified = identity.isCrossSigningVerified()
  const hasChanged = identity.needsUserApproval || (identity.wasCrossSigningVerified() && !isVerified)
  const identityKey = device?.getIdentityKey() ?? null
  const isTrusted = status?.signedByOwner === true && !hasChanged && isAsVouched(vouched, deviceId, identityKey)
  return {
    isTrusted,
    trust: isTrusted ? (isVerified ? 'verified' : 'signed') : 'unsigned',
    identityKey,
  }
}

const originOf = (info: OlmInfo | null): OlmOrigin =>
  info && { sender: info.sender, senderIdentityKey: info.senderCurve25519KeyBase64 }

const nameOf = ({ userId, deviceId }: { userId: UserId; deviceId: DeviceId }) => `${userId} ${deviceId}`

type Waiting = { sender: UserId; message: KeyMessage; origin: OlmOrigin; until: number }

/** Runs from joining a call to leaving it. */
export const openKeyExchange = (parts: KeyExchangeParts): KeyExchange => {
  const { client, roomId, own, vouched, members, onKey, onJudged, onRefused } = parts
  const found = client.getCrypto()
  if (!found) throw new Error('a call needs encryption')
  const crypto: DeviceCrypto = found
  const trustIn = (userId: UserId, deviceId: DeviceId) => trustOf(crypto, userId, deviceId, vouched(userId, deviceId))

  const order = newKeyOrder()
  let key: OwnKey = newKey(null, Date.now())
  /** When the key was made that we encrypt with. */
  let usedSince = key.madeAt
  let waiting: Waiting[] = []
  let refusedCount = 0
  let isClosed = false
  let retry: ReturnType<typeof setTimeout> | undefined

  const sendTo = (of: OwnKey, holders: readonly KeyHolder[]) =>
    client.encryptAndSendToDevice(
      eventTypes.mediaKeys,
      holders.map(({ userId, deviceId }) => ({ userId, deviceId })),
      writeKeyMessage(of, roomId, own, Date.now()),
    )
  /** Gives who may have it from now on. The SDK sends to nobody when there is one for whom it cannot encrypt. */
  const share = async (of: OwnKey, holders: readonly KeyHolder[]): Promise<OwnKey> => {
    if (holders.length === 0) return of
    const isSent = await sendTo(of, holders).then(
      () => true,
      () => false,
    )
    if (isSent) return shareKey(of, holders)
    settleLater()
    if (holders.length === 1) return shareKey(of, holders, [])
    const sent = await Promise.allSettled(holders.map((holder) => sendTo(of, [holder])))
    const reached = holders.filter((_, at) => sent[at]?.status === 'fulfilled')
    return shareKey(of, holders, reached)
  }

  const refuse = () => {
    refusedCount += 1
    onRefused(refusedCount)
  }

  /** The last one of each device. */
  const taken = new Map<string, KeyMessage>()
  const take = (userId: UserId, message: KeyMessage) => {
    const holder = { userId, deviceId: message.deviceId }
    const before = taken.get(nameOf(holder))
    taken.set(nameOf(holder), message)
    onKey(holder, message.index, message.key)
    if (!hasBegunAnew(before, message)) return
    // In turn: what is sent meanwhile may be what was thrown away.
    inTurn(async () => {
      key = oweKey(key, holder)
      settleSoon()
    })
  }

  const receive = async (item: Waiting) => {
    const { sender, message, origin } = item
    const trust = origin ? await trustIn(sender, message.deviceId) : { isTrusted: false, identityKey: null }
    if (isClosed) return
    const fault = judgeKey({ sender, deviceId: message.deviceId }, origin, trust, members())
    if (!fault) {
      if (order.isNewest(sender, message)) take(sender, message)
    } else if (isFinal(fault) || Date.now() > item.until || waiting.length >= maxWaiting) refuse()
    else waiting.push(item)
  }

  const receiveAgain = async () => {
    const again = waiting
    waiting = []
    for (const item of again) await receive(item)
  }

  /** Not waited for: meanwhile others' keys come, and somebody else may leave. */
  const useAfter = (next: OwnKey, ms: number) => {
    const use = () => {
      if (isClosed || next.madeAt < usedSince) return
      usedSince = next.madeAt
      onKey(own, next.index, next.key)
    }
    if (ms === 0) use()
    else setTimeout(use, ms)
  }

  /** Brings everybody who may have it our key, and everybody's key to us. */
  const settle = async () => {
    await receiveAgain()
    const judged = await Promise.all(
      members().map(async (holder) => ({ holder, ...(await trustIn(holder.userId, holder.deviceId)) })),
    )
    if (isClosed) return
    const trusted = judged.filter(({ isTrusted }) => isTrusted).map(({ holder }) => holder)
    onJudged(judged)
    // Whoever was seen to leave gets our key by coming back.
    const present = new Set(judged.map(({ holder }) => nameOf(holder)))
    for (const name of taken.keys()) if (!present.has(name)) taken.delete(name)

    const step = planKeys(key, trusted, Date.now())
    if (step.kind === 'share') {
      key = await share(key, step.with)
    } else if (step.kind === 'rotate') {
      const next = newKey(key, Date.now())
      key = await share(next, step.with)
      useAfter(next, step.useAfterMs)
    }
    if (trusted.length < judged.length || waiting.length > 0) settleLater()
  }

  let turn: Promise<void> = Promise.resolve()
  let isQueued = false
  const inTurn = (work: () => Promise<void>) => {
    turn = turn.then(() => (isClosed ? undefined : work())).catch(settleLater)
  }
  const settleSoon = () => {
    if (isQueued) return
    isQueued = true
    inTurn(() => {
      isQueued = false
      return settle()
    })
  }
  function settleLater() {
    clearTimeout(retry)
    if (!isClosed) retry = setTimeout(settleSoon, retryMs)
  }

  const onToDevice = ({ message, encryptionInfo }: Received) => {
    if (message.type !== eventTypes.mediaKeys) return
    const read = readKeyMessage(message.content, roomId)
    if (!read.ok) return read.error === 'malformed' ? refuse() : undefined
    const item: Waiting = {
      sender: message.sender as UserId,
      message: read.value,
      origin: originOf(encryptionInfo),
      until: Date.now() + patienceMs,
    }
    // Not in turn: what is asked or sent for others may take its time, and everybody else's new key must not wait for it.
    receive(item)
      .catch(() => waiting.push(item))
      .then(() => {
        if (waiting.length > 0) settleLater()
      })
  }

  client.on(ClientEvent.ReceivedToDeviceMessage, onToDevice)
  client.on(CryptoEvent.DevicesUpdated, settleSoon)
  onKey(own, key.index, key.key)
  settleSoon()

  return {
    membersChanged: settleSoon,
    close() {
      isClosed = true
      clearTimeout(retry)
      client.off(ClientEvent.ReceivedToDeviceMessage, onToDevice)
      client.off(CryptoEvent.DevicesUpdated, settleSoon)
    },
  }
}
