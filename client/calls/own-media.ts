import {
  type LocalTrackPublication,
  LocalVideoTrack,
  type Room,
  RoomEvent,
  type ScreenShareCaptureOptions,
  Track,
  TrackEvent,
} from 'livekit-client'
import { type Accessor, createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import { createEffects, type Effect, type EffectChoice, type Effects } from './own-effects.ts'
import { isOfTheLine } from './publish-faults.ts'

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

/** What we send, and by which devices. */
export type OwnMedia = {
  isOn(kind: MediaKind): boolean
  isSwitching(kind: MediaKind): boolean
  toggle(kind: MediaKind): Promise<void>
  mediaFault: Accessor<MediaFault | null>
  effects: Pick<Effects, 'isOn' | 'failed' | 'isStrained'>
  setEffect(effect: Effect, isOn: boolean): Promise<void>
  /** A host has switched our microphone off, and it still is. */
  wasMuted: Accessor<boolean>
  /** False: it cannot be used, and the one before goes on. */
  useDevice(kind: 'videoinput' | 'audioinput' | 'audiooutput', deviceId: string): Promise<boolean>
  /** Which one it is and where it looks; null while it is off. */
  ownCamera: Accessor<MediaTrackSettings | null>
}

/** The rooms of LiveKit that a call has by now. */
type Rooms = {
  /** Of the own clinic, where we publish. */
  own(): Room | undefined
  all(): Room[]
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

/** Publishes to the own clinic's LiveKit what was chosen, by devices that may change and fail while the call goes on. */
export const createOwnMedia = (rooms: Rooms, chosenBefore: MediaChoice) => {
  /** Devices may be changed while the call goes on. */
  const choice = { ...chosenBefore }
  const effects = createEffects(choice.effects)
  const [mediaFault, setMediaFault] = createSignal<MediaFault | null>(null)
  const [wasMuted, setWasMuted] = createSignal(false)
  const [switching, setSwitching] = createSignal<MediaKind | null>(null)
  const [ownCamera, setOwnCamera] = createSignal<MediaTrackSettings | null>(null)
  /** Unplugged, or taken away, while it was in use. */
  const gone = new Set<MediaKind>()
  const [desired, setDesired] = createStore<Record<MediaKind, boolean>>({
    camera: choice.camera,
    microphone: choice.microphone,
    screen: false,
  })

  const lookAtCamera = () => {
    const camera = rooms.own()?.localParticipant.getTrackPublication(Track.Source.Camera)?.track
    setOwnCamera(camera instanceof LocalVideoTrack && !camera.isMuted ? camera.getSourceTrackSettings() : null)
  }

  const withdraw = async (room: Room, publication: LocalTrackPublication) => {
    if (publication.track) await room.localParticipant.unpublishTrack(publication.track)
    throw new Error('the SFU took the track as unencrypted')
  }
  /** Makes what is published equal to what was chosen; again after every new connection. */
  const apply = async (kind: MediaKind): Promise<void> => {
    const room = rooms.own()
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
      if (kind !== 'screen' && isOfTheLine(error)) return void setTimeout(() => void apply(kind), publishAgainMs)
      setDesired(kind, false)
      setMediaFault({ kind, name: nameOfError(error) })
    }
  }

  /** Notices what happens to our tracks in a room. */
  const follow = (room: Room) => {
    // Stopped in the browser's own bar, or lost with the connection: it takes the person to start it again.
    room.on(RoomEvent.TrackMuted, ({ source }, participant) => {
      const kind = participant.isLocal ? kindOf[source] : undefined
      if (!kind || !desired[kind]) return
      // livekit-client has tried another one in vain; why, the browser says when it is asked once more.
      if (gone.delete(kind)) return void apply(kind)
      if (kind !== 'microphone') return
      setDesired('microphone', false)
      setWasMuted(true)
    })
    room.on(RoomEvent.LocalTrackPublished, ({ source, track }) => {
      const kind = kindOf[source]
      if (!kind) return
      track?.on(TrackEvent.Ended, () => gone.add(kind))
      track?.on(TrackEvent.Restarted, () => {
        gone.delete(kind)
        lookAtCamera()
      })
    })
    room.on(RoomEvent.LocalTrackUnpublished, ({ source }) => {
      if (source === Track.Source.ScreenShare) setDesired('screen', false)
    })
  }

  const media: OwnMedia = {
    isOn: (kind) => desired[kind],
    isSwitching: (kind) => switching() === kind,
    async toggle(kind) {
      setMediaFault(null)
      if (kind === 'microphone') setWasMuted(false)
      setSwitching(kind)
      setDesired(kind, (isOn) => !isOn)
      await apply(kind)
      setSwitching(null)
    },
    mediaFault,
    effects,
    setEffect: (effect, isOn) => effects.set(effect, isOn, rooms.own()?.localParticipant),
    wasMuted,
    async useDevice(kind, deviceId) {
      setMediaFault(null)
      const own = rooms.own()
      const before = own?.getActiveDevice(kind)
      // Not this one alone: when it is unplugged, another one will do.
      const use = (room: Room, id: string) => room.switchActiveDevice(kind, id, false)
      choice[deviceOf[kind]] = deviceId
      const used = await Promise.allSettled(rooms.all().map((room) => use(room, deviceId)))
      const failed = used.find(({ status }) => status === 'rejected')
      const lost = mediaOf[kind]
      if (failed?.status === 'rejected' && lost) {
        setMediaFault({ kind: lost, name: nameOfError(failed.reason) })
        // The one before was let go of for it.
        if (own && before) {
          choice[deviceOf[kind]] = before
          await use(own, before).catch(() => {
            setDesired(lost, false)
            return apply(lost)
          })
        }
      }
      lookAtCamera()
      return failed === undefined
    },
    ownCamera,
  }
  return { media, apply, follow, speakerId: () => choice.speakerId }
}
