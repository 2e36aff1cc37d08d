import type { Track } from 'livekit-client'
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { callServiceUrl } from '#shared/calls/api.ts'
import { plainIdentity } from '#shared/calls/livekit-names.ts'
import type { EventId, RoomId, ServerName } from '#shared/matrix/ids.ts'
import type { ClinicApi } from '../clinic-api/index.ts'
import type { MediaKey, MemberTrust, Session } from '../matrix/types.ts'
import { type SfuSnapshot, type SfuState, serviceUrlOf, type Tile, tilesOf } from './call-rules.ts'
import { fetchLivekitToken } from './fetch-livekit-token.ts'
import { openSfu, type Sfu } from './open-sfu.ts'
import { createOwnMedia, type MediaChoice, type OwnMedia } from './own-media.ts'
import { newestRingOf } from './ringing-rules.ts'
import { createSealing } from './sealed-data.ts'
import { participantsOf } from './snapshots.ts'
import { subscriberNamesOf } from './subscribers.ts'
import { watchFrames } from './watch-frames.ts'

export type CallParts = {
  session: Pick<Session, 'userId' | 'deviceId' | 'serverName' | 'rtc' | 'rings'>
  clinics: Pick<ClinicApi, 'at' | 'refreshPartners'>
  roomId: RoomId
  /** Web addresses of the own clinic and of its active partners. */
  clinicUrls: Accessor<ReadonlyMap<ServerName, string>>
  choice: MediaChoice
}

export type Call = OwnMedia & {
  roomId: RoomId
  /** When we came, Unix time in ms. */
  since: number
  tiles: Tile<Track>[]
  /** Whether somebody else has been here with us, and the last ring of ours that was answered by it. */
  company: Accessor<{ answered: EventId | null } | null>
  membership: Accessor<'joining' | 'joined' | 'lost' | 'failed'>
  /** Of the own clinic's LiveKit, where we publish. */
  own: Accessor<SfuState>
  /** Partner clinics whose LiveKit we do not reach just now. */
  unreached: Accessor<ServerName[]>
  /** What is known of the others' devices, by `livekitIdentity`. */
  trust: Accessor<ReadonlyMap<string, MemberTrust>>
  refusedKeys: Accessor<number>
  /** The browser plays no sound until somebody presses something. */
  isSoundBlocked: Accessor<boolean>
  startSound(): Promise<void>
  data: CallData
  leave(): Promise<void>
}

/** Small things that go to everybody in the call, sealed by who sends them. People are named as in `CallMember`. */
export type CallData = {
  ownName: string
  /** What may be lost goes faster; what is larger than a packet may be lost more often. */
  send(plain: Uint8Array<ArrayBuffer>, isReliable: boolean): Promise<void>
  /** Returns how to stop. */
  onData(listener: (from: string, plain: Uint8Array<ArrayBuffer>) => void): () => void
  /** A key came, or ours is another: what could not be opened before may be now. Returns how to stop. */
  onKey(listener: () => void): () => void
}

const isSameSet = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>) => a.size === b.size && [...a].every((one) => b.has(one))

/** Takes part in the call of a room until `leave`. Call under a Solid owner that lives as long as the call. */
export const joinCall = ({ session, clinics, roomId, clinicUrls, choice }: CallParts): Call => {
  const ownUrl = clinicUrls().get(session.serverName)
  if (ownUrl === undefined) throw new Error('the own clinic has an address')
  const ownServiceUrl = callServiceUrl(ownUrl)
  const roomCall = session.rtc(roomId)
  const servers = createMemo(() => new Set(clinicUrls().keys()), undefined, { equals: isSameSet })
  const joined = roomCall.join({ serviceUrl: ownServiceUrl, clinics: servers })

  const sfus = new Map<string, Sfu>()
  const keys = new Map<string, MediaKey>()
  const sealing = createSealing()
  const listeners = new Set<Parameters<CallData['onData']>[0]>()
  const keyListeners = new Set<() => void>()
  const [snapshots, setSnapshots] = createSignal<SfuSnapshot<Track>[]>([])
  const [isSoundBlocked, setSoundBlocked] = createSignal(false)
  const rooms = () => [...sfus.values()].map(({ room }) => room)
  const { media, apply, follow, speakerId } = createOwnMedia(
    { own: () => sfus.get(ownServiceUrl)?.room, all: rooms },
    choice,
  )

  const look = () => {
    setSnapshots(
      [...sfus.values()].map(({ serviceUrl, state, room }) => ({
        serviceUrl,
        state: state(),
        participants: participantsOf(room, frames.isStill),
      })),
    )
    setSoundBlocked(rooms().some((room) => room.state === 'connected' && !room.canPlaybackAudio))
  }

  const frames = watchFrames(rooms, look)

  const open = (server: ServerName, serviceUrl: string) => {
    const sfu = openSfu({
      serviceUrl,
      speakerId: speakerId(),
      askToken: (signal) => fetchLivekitToken({ clinics, server, roomId, deviceId: session.deviceId }, signal),
      isExpected: (identity) =>
        roomCall
          .members()
          .some(
            (member) =>
              !member.isThisDevice &&
              member.livekitIdentity === identity &&
              serviceUrlOf(member, clinicUrls()) === serviceUrl,
          ),
      onChange: look,
      // Their clinic may have been suspended.
      onGone: () => void clinics.refreshPartners().catch(() => undefined),
      onConnected: () => {
        if (serviceUrl !== ownServiceUrl) return
        void apply('microphone')
        void apply('camera')
      },
      async onData(from, sealed) {
        const plain = await sealing.open(from, sealed)
        if (plain) for (const listener of listeners) listener(from, plain)
      },
    })
    sfus.set(serviceUrl, sfu)
    for (const key of keys.values()) sfu.keys.set(key)
    follow(sfu.room)
    return sfu
  }

  const stopKeys = joined.onKey((key) => {
    keys.set(key.isOwn ? 'own' : `${key.livekitIdentity} ${key.index}`, key)
    for (const sfu of sfus.values()) sfu.keys.set(key)
    sealing.setKey(key)
    for (const listener of keyListeners) listener()
  })

  const ownSfu = open(session.serverName, ownServiceUrl)
  createEffect(
    on([roomCall.members, clinicUrls], ([members, urls]) => {
      const needed = new Map([[ownServiceUrl, session.serverName]])
      for (const member of members) {
        const serviceUrl = serviceUrlOf(member, urls)
        if (serviceUrl) needed.set(serviceUrl, member.serverName)
      }
      for (const [serviceUrl, server] of needed) if (!sfus.has(serviceUrl)) open(server, serviceUrl)
      for (const [serviceUrl, sfu] of sfus) {
        if (needed.has(serviceUrl)) sfu.membersChanged()
        else {
          sfus.delete(serviceUrl)
          void sfu.close()
        }
      }
      look()
    }),
  )

  const [tiles, setTiles] = createStore<Tile<Track>[]>([])
  createEffect(() => {
    const parts = {
      members: roomCall.members(),
      sfus: snapshots(),
      clinicUrls: clinicUrls(),
      trust: joined.trust(),
    }
    setTiles(reconcile(tilesOf(parts), { key: 'key' }))
  })

  const company = createMemo<ReturnType<Call['company']>>((before) => {
    if (!roomCall.members().some(({ userId }) => userId !== session.userId)) return before
    return { answered: newestRingOf(roomId, session.userId, session.rings())?.eventId ?? before?.answered ?? null }
  }, null)

  const own = createMemo<SfuState>(
    () => snapshots().find(({ serviceUrl }) => serviceUrl === ownServiceUrl)?.state ?? { kind: 'connecting' },
  )
  const unreached = createMemo(() =>
    [...clinicUrls()]
      .filter(([, url]) =>
        snapshots().some(
          ({ serviceUrl, state }) =>
            serviceUrl === callServiceUrl(url) &&
            serviceUrl !== ownServiceUrl &&
            // At first their tiles say that they connect.
            state.kind !== 'connected' &&
            state.kind !== 'connecting',
        ),
      )
      .map(([server]) => server),
  )

  // To whom no key went, our LiveKit sends nothing either.
  const keyHolders = createMemo(() => {
    const trust = joined.trust()
    return roomCall.members().filter(({ livekitIdentity }) => (trust.get(livekitIdentity) ?? 'unsigned') !== 'unsigned')
  })
  createEffect(
    on(keyHolders, async (holders) => {
      const names = (await Promise.all(holders.map(subscriberNamesOf))).flat()
      if (keyHolders() === holders) ownSfu.letSubscribe(names)
    }),
  )

  // Our own LiveKit notices that we have gone when this page cannot say so any more.
  createEffect(
    on([joined.delayedLeave, own], ([delayed, { kind }]) => {
      if (!delayed || kind !== 'connected') return
      const json = { room: roomId, device_id: session.deviceId, delay_id: delayed.id, delay_timeout: delayed.timeoutMs }
      void clinics
        .at(session.serverName)
        .api.calls.leave.$post({ json })
        // Without it we keep the event back ourselves.
        .catch(() => undefined)
    }),
  )

  let leaving: Promise<void> | undefined
  const leave = () => {
    leaving ??= (async () => {
      stopKeys()
      await Promise.allSettled([joined.leave(), ...[...sfus.values()].map((sfu) => sfu.close())])
      sfus.clear()
    })()
    return leaving
  }
  onCleanup(() => void leave())

  return {
    ...media,
    roomId,
    since: Date.now(),
    tiles,
    company,
    membership: joined.membership,
    own,
    unreached,
    trust: joined.trust,
    refusedKeys: joined.refusedKeys,
    isSoundBlocked,
    async startSound() {
      await Promise.allSettled(rooms().map((room) => room.startAudio()))
      look()
    },
    data: {
      ownName: plainIdentity(session.userId, session.deviceId),
      async send(plain, isReliable) {
        const sealed = await sealing.seal(plain)
        if (sealed) await ownSfu.sendData(sealed, isReliable)
      },
      onData(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      onKey(listener) {
        keyListeners.add(listener)
        return () => keyListeners.delete(listener)
      },
    },
    leave,
  }
}
