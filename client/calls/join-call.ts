import {
  type LocalTrackPublication,
  LocalVideoTrack,
  type Room,
  RoomEvent,
  type ScreenShareCaptureOptions,
  Track,
  TrackEvent,
} from 'livekit-client'
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
import { createEffects, type Effect, type EffectChoice, type Effects } from './own-effects.ts'
import { isOfTheLine } from './publish-faults.ts'
import { newestRingOf } from './ringing-rules.ts'
import { createSealing } from './sealed-data.ts'
import { participantsOf } from './snapshots.ts'
import { subscriberNamesOf } from './subscribers.ts'
import { watchFrames } from './watch-frames.ts'

export type MediaChoice = {
  camera: boolean
  microphone: boolean
  cameraId: string | undefined
  microphoneId: string | undefined
  speakerId: string | undefined
  effects: EffectChoice
}

export type MediaKind = 'camera' | 'microphone' | 'screen'
/** Why a device could not be used, by the browser's name for it. */
export type MediaFault = { kind: MediaKind; name: string }

export type CallParts = {
  session: Pick<Session, 'userId' | 'deviceId' | 'serverName' | 'rtc' | 'rings'>
  clinics: Pick<ClinicApi, 'at' | 'refreshPartners'>
  roomId: RoomId
  /** Web addresses of the own clinic and of its active partners. */
  clinicUrls: Accessor<ReadonlyMap<ServerName, string>>
  choice: MediaChoice
}

export type Call = {
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
  isOn(kind: MediaKind): boolean
  isSwitching(kind: MediaKind): boolean
  toggle(kind: MediaKind): Promise<void>
  mediaFault: Accessor<MediaFault | null>
  effects: Pick<Effects, 'isOn' | 'failed' | 'isStrained'>
  setEffect(effect: Effect, isOn: boolean): Promise<void>
  /** A host has switched our microphone off, and it still is. */
  wasMuted: Accessor<boolean>
  /** The browser plays no sound until somebody presses something. */
  isSoundBlocked: Accessor<boolean>
  startSound(): Promise<void>
  /** False: it cannot be used, and the one before goes on. */
  useDevice(kind: 'videoinput' | 'audioinput' | 'audiooutput', deviceId: string): Promise<boolean>
  /** Which one it is and where it looks; null while it is off. */
  ownCamera: Accessor<MediaTrackSettings | null>
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

const mediaOf = { videoinput: 'camera', audioinput: 'microphone', audiooutput: null } as const
const kindOf: Partial<Record<Track.Source, 'camera' | 'microphone'>> = {
  [Track.Source.Camera]: 'camera',
  [Track.Source.Microphone]: 'microphone',
}
const deviceOf = { videoinput: 'cameraId', audioinput: 'microphoneId', audiooutput: 'speakerId' } as const

/** With its sound, where the browser and the person give it; never the call itself. */
const screenShare: ScreenShareCaptureOptions = { audio: true, systemAudio: 'include', selfBrowserSurface: 'exclude' }

/** After the line broke while something was about to be sent; connected anew, it is sent at once. */
const publishAgainMs = 3_000

const nameOfError = (error: unknown): string => (error instanceof Error ? error.name : 'Error')

const exactly = (deviceId: string | undefined) => (deviceId ? { deviceId } : undefined)

/** A camera that nobody gets a picture of before its background is blurred. */
const publishBlurred = async (room: Room, choice: MediaChoice, effects: Effects, isWanted: () => boolean) => {
  const { localParticipant } = room
  const [camera] = await localParticipant.createTracks({ video: exactly(choice.cameraId) ?? true })
  if (!(camera instanceof LocalVideoTrack)) throw new Error('a camera was asked for')
  try {
    await effects.blur(camera)
    // It takes a while, in which somebody may think better of it, or the connection come back.
    if (isWanted() && !localParticipant.getTrackPublication(Track.Source.Camera))
      await localParticipant.publishTrack(camera)
    else camera.stop()
  } catch (error) {
    camera.stop()
    throw error
  }
}

const publish = (room: Room, kind: MediaKind, isOn: boolean, choice: MediaChoice) => {
  const { localParticipant } = room
  switch (kind) {
    case 'camera':
      return localParticipant.setCameraEnabled(isOn, exactly(choice.cameraId))
    case 'microphone':
      return localParticipant.setMicrophoneEnabled(isOn, exactly(choice.microphoneId))
    case 'screen':
      return localParticipant.setScreenShareEnabled(isOn, screenShare)
    default:
      return kind satisfies never
  }
}

const isSameSet = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>) => a.size === b.size && [...a].every((one) => b.has(one))

/** Takes part in the call of a room until `leave`. Call under a Solid owner that lives as long as the call. */
export const joinCall = ({ session, clinics, roomId, clinicUrls, choice: chosenBefore }: CallParts): Call => {
  /** Devices may be changed while the call goes on. */
  const choice = { ...chosenBefore }
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
  const [mediaFault, setMediaFault] = createSignal<MediaFault | null>(null)
  const [wasMuted, setWasMuted] = createSignal(false)
  const [switching, setSwitching] = createSignal<MediaKind | null>(null)
  const [ownCamera, setOwnCamera] = createSignal<MediaTrackSettings | null>(null)
  const effects = createEffects(choice.effects)
  /** Unplugged, or taken away, while it was in use. */
  const gone = new Set<MediaKind>()
  const [desired, setDesired] = createStore<Record<MediaKind, boolean>>({
    camera: choice.camera,
    microphone: choice.microphone,
    screen: false,
  })

  const look = () => {
    setSnapshots(
      [...sfus.values()].map(({ serviceUrl, state, room }) => ({
        serviceUrl,
        state: state(),
        participants: participantsOf(room, frames.isStill),
      })),
    )
    setSoundBlocked([...sfus.values()].some(({ room }) => room.state === 'connected' && !room.canPlaybackAudio))
  }

  const lookAtCamera = () => {
    const camera = sfus.get(ownServiceUrl)?.room.localParticipant.getTrackPublication(Track.Source.Camera)?.track
    setOwnCamera(camera instanceof LocalVideoTrack && !camera.isMuted ? camera.getSourceTrackSettings() : null)
  }

  const frames = watchFrames(() => [...sfus.values()].map(({ room }) => room), look)

  /** Makes what is published equal to what was chosen; again after every new connection. */
  const applyMedia = async (kind: MediaKind) => {
    const room = sfus.get(ownServiceUrl)?.room
    if (room?.state !== 'connected') return
    try {
      const isNewCamera = kind === 'camera' && !room.localParticipant.getTrackPublication(Track.Source.Camera)
      if (isNewCamera && desired.camera && effects.isOn('blur'))
        await publishBlurred(room, choice, effects, () => desired.camera)
      else await publish(room, kind, desired[kind], choice)
      if (kind === 'microphone') await effects.quieten(room.localParticipant)
      if (kind === 'camera') lookAtCamera()
      const plain = [...room.localParticipant.trackPublications.values()].find(({ isEncrypted }) => !isEncrypted)
      if (plain) await withdraw(room, plain as LocalTrackPublication)
    } catch (error) {
      if (kind !== 'screen' && isOfTheLine(error)) return void setTimeout(() => void applyMedia(kind), publishAgainMs)
      setDesired(kind, false)
      setMediaFault({ kind, name: nameOfError(error) })
    }
  }
  const withdraw = async (room: Room, publication: LocalTrackPublication) => {
    if (publication.track) await room.localParticipant.unpublishTrack(publication.track)
    throw new Error('the SFU took the track as unencrypted')
  }

  const open = (server: ServerName, serviceUrl: string) => {
    const sfu = openSfu({
      serviceUrl,
      speakerId: choice.speakerId,
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
        void applyMedia('microphone')
        void applyMedia('camera')
      },
      async onData(from, sealed) {
        const plain = await sealing.open(from, sealed)
        if (plain) for (const listener of listeners) listener(from, plain)
      },
    })
    sfus.set(serviceUrl, sfu)
    for (const key of keys.values()) sfu.keys.set(key)
    // Stopped in the browser's own bar, or lost with the connection: it takes the person to start it again.
    sfu.room.on(RoomEvent.TrackMuted, ({ source }, participant) => {
      const kind = participant.isLocal ? kindOf[source] : undefined
      if (!kind || !desired[kind]) return
      // livekit-client has tried another one in vain; why, the browser says when it is asked once more.
      if (gone.delete(kind)) return void applyMedia(kind)
      if (kind !== 'microphone') return
      setDesired('microphone', false)
      setWasMuted(true)
    })
    sfu.room.on(RoomEvent.LocalTrackPublished, ({ source, track }) => {
      const kind = kindOf[source]
      if (!kind) return
      track?.on(TrackEvent.Ended, () => gone.add(kind))
      track?.on(TrackEvent.Restarted, () => {
        gone.delete(kind)
        lookAtCamera()
      })
    })
    sfu.room.on(RoomEvent.LocalTrackUnpublished, ({ source }) => {
      if (source === Track.Source.ScreenShare) setDesired('screen', false)
    })
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
    roomId,
    since: Date.now(),
    tiles,
    company,
    membership: joined.membership,
    own,
    unreached,
    trust: joined.trust,
    refusedKeys: joined.refusedKeys,
    isOn: (kind) => desired[kind],
    isSwitching: (kind) => switching() === kind,
    async toggle(kind) {
      setMediaFault(null)
      if (kind === 'microphone') setWasMuted(false)
      setSwitching(kind)
      setDesired(kind, (isOn) => !isOn)
      await applyMedia(kind)
      setSwitching(null)
    },
    mediaFault,
    effects,
    setEffect: (effect, isOn) => effects.set(effect, isOn, sfus.get(ownServiceUrl)?.room.localParticipant),
    wasMuted,
    isSoundBlocked,
    async startSound() {
      await Promise.allSettled([...sfus.values()].map(({ room }) => room.startAudio()))
      look()
    },
    async useDevice(kind, deviceId) {
      setMediaFault(null)
      const own = sfus.get(ownServiceUrl)?.room
      const before = own?.getActiveDevice(kind)
      // Not this one alone: when it is unplugged, another one will do.
      const use = (room: Room, id: string) => room.switchActiveDevice(kind, id, false)
      choice[deviceOf[kind]] = deviceId
      const used = await Promise.allSettled([...sfus.values()].map(({ room }) => use(room, deviceId)))
      const failed = used.find(({ status }) => status === 'rejected')
      const media = mediaOf[kind]
      if (failed?.status === 'rejected' && media) {
        setMediaFault({ kind: media, name: nameOfError(failed.reason) })
        // The one before was let go of for it.
        if (own && before) {
          choice[deviceOf[kind]] = before
          await use(own, before).catch(() => {
            setDesired(media, false)
            return applyMedia(media)
          })
        }
      }
      lookAtCamera()
      return failed === undefined
    },
    ownCamera,
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
