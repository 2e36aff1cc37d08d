import { ClientEvent, type MatrixClient } from 'matrix-js-sdk'
import {
  type CallMembership,
  isLivekitTransportConfig,
  type MatrixRTCSession,
  MatrixRTCSessionEvent,
  MatrixRTCSessionManagerEvents,
  MembershipManagerEvent,
} from 'matrix-js-sdk/lib/matrixrtc/index.js'
import { type Accessor, createEffect, createSignal, on, untrack } from 'solid-js'
import { type GuestInCall, isGuest } from '#shared/calls/guests.ts'
import { plainIdentity } from '#shared/calls/livekit-names.ts'
import { entryOf } from '#shared/calls/order.ts'
import type { DeviceId, EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { serverOf } from '#shared/matrix/ids.ts'
import { followGuests } from './call-guests.ts'
import { followOrder } from './call-order.ts'
import { createCallSigns } from './call-signs.ts'
import { createGuestProofs } from './guest-proofs.ts'
import { answerGuests, askHosts, type Vouches } from './guest-vouching.ts'
import { knowCallers } from './know-callers.ts'
import { createLinkKeys } from './link-keys.ts'
import { type KeyExchange, type KeyExchangeParts, openKeyExchange } from './media-keys-exchange.ts'
import { createRings, type Rings } from './rings.ts'
import type { CallMember, CallSign, JoinedCall, Joining, MediaKey, MemberTrust, RoomCall } from './types.ts'

/** If we vanish, the homeserver ends our membership after so long. Must stay below `max_event_delay_duration`. */
const delayedLeaveMs = 15_000
const renewLeaveMs = 5_000
const leaveTimeoutMs = 5_000

export type Rtc = {
  roomCall(roomId: RoomId): RoomCall
  /** Rooms in whose call somebody is. */
  calls: Accessor<RoomId[]>
  rings: Rings['rings']
  declineRing: Rings['decline']
  close(): void
}

/** `close`: what goes by itself in the room's call ends; the device is not taken out of it. */
type Watched = { call: RoomCall; refresh(): void; close(): void }

type Own = { userId: UserId; deviceId: DeviceId }

const deviceOf = (found: GuestInCall | undefined) =>
  found && { deviceId: found.device_id, identityKey: found.identity_key }

const toMember = (membership: CallMembership, oldest: CallMembership, own: Own): CallMember => {
  const transport = membership.getTransport(oldest)
  // The SDK takes the person from the event's sender, not from its state key, which any member may write.
  const userId = membership.userId as UserId
  return {
    userId,
    deviceId: membership.deviceId as DeviceId,
    serverName: serverOf(userId),
    isThisDevice: userId === own.userId && membership.deviceId === own.deviceId,
    livekitIdentity: membership.rtcBackendIdentity,
    memberId: membership.memberId,
    serviceUrl: transport && isLivekitTransportConfig(transport) ? transport.livekit_service_url : null,
    joinedAt: membership.createdTs(),
  }
}

/** Reads and joins the calls of rooms (MatrixRTC, MSC4143, by state events as Element Call does by default). */
export const createRtc = (client: MatrixClient): Rtc => {
  const own: Own = { userId: client.getSafeUserId() as UserId, deviceId: client.getDeviceId() as DeviceId }
  const isOwn = (member: CallMembership) => member.userId === own.userId && member.deviceId === own.deviceId
  const watched = new Map<RoomId, Watched>()
  const [calls, setCalls] = createSignal<RoomId[]>([])
  const rings = createRings(client)

  const note = (roomId: RoomId, isOn: boolean) =>
    setCalls((before) => {
      if (before.includes(roomId) === isOn) return before
      return isOn ? [...before, roomId] : before.filter((other) => other !== roomId)
    })
  const onStarted = (roomId: string) => note(roomId as RoomId, true)
  const onEnded = (roomId: string) => note(roomId as RoomId, false)
  client.matrixRTC.on(MatrixRTCSessionManagerEvents.SessionStarted, onStarted)
  client.matrixRTC.on(MatrixRTCSessionManagerEvents.SessionEnded, onEnded)
  const forgetCallers = knowCallers(client, (room) => {
    const session = client.matrixRTC.getRoomSession(room)
    void session
      .ensureRecalculateSessionMembers()
      .then(() => note(room.roomId as RoomId, session.memberships.length > 0))
  })

  const watch = (roomId: RoomId): Watched => {
    const [all, setAll] = createSignal<CallMember[]>([])
    const order = followOrder(client, roomId)
    let session: MatrixRTCSession | null = null
    let closeExchange = () => {}
    const guestListeners = new Set<() => void>()
    const onGuests = () => {
      for (const listener of guestListeners) listener()
    }
    const linkKeys = createLinkKeys({
      client,
      roomId,
      own,
      others: () => others(),
      isHost: (person) => isHost(person),
      onTold: () => proofs.lookAgain(),
    })
    const proofs = createGuestProofs(client, () => order.known().conversation, onGuests, linkKeys)
    const isGuestHere = isGuest(own.userId)
    const guests = followGuests(client, roomId, (now) => {
      if (!isGuestHere) proofs.look(now)
      onGuests()
    })
    const vouched = (person: UserId, deviceId: DeviceId) => {
      if (vouches) return vouches.of(person, deviceId)
      if (!isGuest(person)) return null
      return proofs.proven().get(person) ? deviceOf(guests().get(person)) : undefined
    }
    /** Of who is let in or refused already, the room says so a moment later. */
    const guestsAtDoor = (): CallSign[] => {
      const { admitted, removed } = order.known().order
      return [...guests()].flatMap(([userId, { waiting_since }]) =>
        waiting_since === null || admitted.includes(userId) || removed.includes(userId)
          ? []
          : [{ kind: 'waiting', userId, since: waiting_since }],
      )
    }
    const entryFor = (person: UserId) =>
      entryOf({ ...order.known(), present: all().map(({ userId }) => userId) }, person)
    const members = () => all().filter(({ userId }) => entryFor(userId) === 'enter')
    const isHost = (person: UserId) => order.known().isHost(person)
    const whoHears = (kind: CallSign['kind']) => () =>
      members().filter(({ userId, isThisDevice }) => !isThisDevice && (kind !== 'waiting' || isHost(userId)))
    const signs = createCallSigns(client, roomId, { isHost, others: whoHears('waiting') })
    const others = () => members().filter(({ isThisDevice }) => !isThisDevice)
    const asking = { client, roomId, guest: own.userId, others, isHost, onChange: onGuests }
    const vouches = isGuestHere ? askHosts(asking) : null
    const answers = isGuestHere ? null : answerGuests({ client, roomId, own, guests, proofs })

    const read = () => {
      const oldest = session?.memberships[0]
      // The SDK says nothing of a call that we have read of before it did.
      note(roomId, oldest !== undefined)
      setAll(oldest ? (session?.memberships ?? []).map((member) => toMember(member, oldest, own)) : [])
      untrack(() => vouches?.membersChanged())
    }
    /** The room may be known only after the first sync. */
    const refresh = () => {
      const room = client.getRoom(roomId)
      if (session || !room) return
      session = client.matrixRTC.getRoomSession(room)
      session.on(MatrixRTCSessionEvent.MembershipsChanged, read)
      void session.ensureRecalculateSessionMembers().then(read)
    }
    refresh()

    const ring = async () => {
      const own = session?.memberships.find((member) => isOwn(member))
      if (own?.eventId) await rings.ring(roomId, own.eventId as EventId)
    }
    const join = (joining: Joining): JoinedCall => {
      refresh()
      if (!session) throw new Error('the room of the call is not known yet')
      // Who comes into a call that goes on calls nobody.
      const onFirst = members().length === 0 ? () => void ring().catch(() => {}) : () => {}
      const { joined, exchange } = joinCall(client, session, {
        roomId,
        own,
        members,
        ...joining,
        onFirst,
        vouched: (...device) => untrack(() => vouched(...device)),
        isAwaited: (...device) => vouches?.isAwaited(...device) ?? false,
        onOrder(listener) {
          const stopOrder = order.onChange(() => {
            untrack(() => vouches?.membersChanged())
            listener()
          })
          guestListeners.add(listener)
          return () => {
            stopOrder()
            guestListeners.delete(listener)
          }
        },
      })
      closeExchange = exchange.close
      return joined
    }
    const give: RoomCall['give'] = (kind, to = whoHears(kind)) => signs.give(kind, to)
    const call: RoomCall = {
      roomId,
      members,
      order: () => order.known().order,
      isHost,
      entry: () => entryFor(own.userId),
      orderedBy: () => order.known().service,
      changeOrder: order.write,
      takeOut: order.takeOut,
      conversation: () => order.known().conversation,
      signs() {
        const atDoor = guestsAtDoor()
        const isAtDoor = ({ kind, userId }: CallSign) =>
          kind === 'waiting' && atDoor.some((other) => other.userId === userId)
        return [...signs.signs().filter((sign) => !isAtDoor(sign)), ...atDoor]
      },
      guest: (person) => guests().get(person) ?? null,
      isProven: (person) => (isGuestHere ? null : (proofs.proven().get(person) ?? null)),
      guestNames: signs.guestNames,
      setOwnName: signs.setOwnName,
      setLinkKey: (key) => untrack(() => vouches?.setKey(key)),
      give,
      ringAgain: ring,
      join,
    }
    return {
      call,
      refresh,
      close() {
        signs.close()
        proofs.close()
        linkKeys.close()
        vouches?.close()
        answers?.close()
        closeExchange()
      },
    }
  }

  const onRoom = () => {
    for (const { refresh } of watched.values()) refresh()
  }
  client.on(ClientEvent.Room, onRoom)

  return {
    calls,
    rings: rings.rings,
    declineRing: rings.decline,
    roomCall(roomId) {
      const known = watched.get(roomId) ?? watch(roomId)
      watched.set(roomId, known)
      known.refresh()
      return known.call
    },
    close() {
      client.matrixRTC.off(MatrixRTCSessionManagerEvents.SessionStarted, onStarted)
      client.matrixRTC.off(MatrixRTCSessionManagerEvents.SessionEnded, onEnded)
      client.off(ClientEvent.Room, onRoom)
      forgetCallers()
      for (const { close } of watched.values()) close()
      rings.close()
    },
  }
}

const joinCall = (
  client: MatrixClient,
  session: MatrixRTCSession,
  {
    roomId,
    own,
    members,
    serviceUrl,
    clinics,
    vouched,
    isAwaited,
    onFirst,
    onOrder,
  }: Joining & {
    roomId: RoomId
    own: Own
    members: Accessor<CallMember[]>
    vouched: KeyExchangeParts['vouched']
    isAwaited: Vouches['isAwaited']
    /** The others see us for the first time. */
    onFirst(): void
    /** Somebody may be kept out from now on, or let in, or is vouched for. */
    onOrder(listener: () => void): () => void
  },
): { joined: JoinedCall; exchange: KeyExchange } => {
  const [membership, setMembership] = createSignal<'joining' | 'joined' | 'lost' | 'failed'>('joining')
  const [trust, setTrust] = createSignal<ReadonlyMap<string, MemberTrust>>(new Map())
  const [refusedKeys, setRefusedKeys] = createSignal(0)
  const [delayedLeave, setDelayedLeave] = createSignal<{ id: string; timeoutMs: number } | null>(null)
  const listeners = new Set<(key: MediaKey) => void>()
  const keys = new Map<string, MediaKey>()

  const others = () => members().filter(({ isThisDevice }) => !isThisDevice)
  const exchange = openKeyExchange({
    client,
    roomId,
    own,
    vouched,
    // Who is of a clinic that was suspended meanwhile counts as having left: they get no key that is made from now on.
    members: () => others().filter(({ serverName }) => untrack(clinics).has(serverName)),
    onKey({ userId, deviceId }, index, key) {
      const livekitIdentity =
        others().find((member) => member.userId === userId && member.deviceId === deviceId)?.livekitIdentity ??
        plainIdentity(userId, deviceId)
      const mediaKey = { livekitIdentity, isOwn: userId === own.userId && deviceId === own.deviceId, index, key }
      keys.set(`${livekitIdentity} ${index}`, mediaKey)
      for (const listener of listeners) listener(mediaKey)
    },
    onJudged: (judged) =>
      setTrust(
        new Map(
          judged.flatMap(({ holder, trust: found }) =>
            // Nothing is said of who has hardly been asked.
            found === 'unsigned' && isAwaited(holder.userId, holder.deviceId)
              ? []
              : others()
                  .filter(({ userId, deviceId }) => userId === holder.userId && deviceId === holder.deviceId)
                  .map(({ livekitIdentity }) => [livekitIdentity, found] as const),
          ),
        ),
      ),
    onRefused: setRefusedKeys,
  })

  let wasSeen = false
  const follow = () => {
    exchange.membersChanged()
    if (session.memberships.some((member) => member.userId === own.userId && member.deviceId === own.deviceId)) {
      setMembership('joined')
      if (!wasSeen) onFirst()
      wasSeen = true
    } else setMembership((before) => (before === 'joined' ? 'lost' : before))
  }
  const onProbablyLeft = (isLeft: boolean) =>
    setMembership((before) => (isLeft ? 'lost' : before === 'lost' ? 'joined' : before))
  const onFailed = () => setMembership('failed')
  const onDelayId = (id: string | undefined) =>
    setDelayedLeave(id === undefined ? null : { id, timeoutMs: delayedLeaveMs })
  session.on(MatrixRTCSessionEvent.MembershipsChanged, follow)
  const stopOrder = onOrder(follow)
  session.on(MembershipManagerEvent.ProbablyLeft, onProbablyLeft)
  session.on(MembershipManagerEvent.DelayIdChanged, onDelayId)
  session.on(MatrixRTCSessionEvent.MembershipManagerError, onFailed)
  createEffect(on(clinics, exchange.membersChanged, { defer: true }))

  session.joinRTCSession(
    { ...own, memberId: plainIdentity(own.userId, own.deviceId) },
    [],
    // `livekit_alias` is what clients of before MSC4195 look for.
    { type: 'livekit', livekit_service_url: serviceUrl, livekit_alias: roomId },
    {
      manageMediaKeys: false,
      delayedLeaveEventDelayMs: delayedLeaveMs,
      delayedLeaveEventRestartMs: renewLeaveMs,
    },
  )
  follow()

  let leaving: Promise<void> | undefined
  const joined: JoinedCall = {
    membership,
    trust,
    refusedKeys,
    delayedLeave,
    onKey(listener) {
      for (const key of keys.values()) listener(key)
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    leave() {
      leaving ??= (async () => {
        exchange.close()
        stopOrder()
        session.off(MatrixRTCSessionEvent.MembershipsChanged, follow)
        session.off(MembershipManagerEvent.ProbablyLeft, onProbablyLeft)
        session.off(MembershipManagerEvent.DelayIdChanged, onDelayId)
        session.off(MatrixRTCSessionEvent.MembershipManagerError, onFailed)
        await session.leaveRoomSession(leaveTimeoutMs)
      })()
      return leaving
    },
  }
  return { joined, exchange }
}
