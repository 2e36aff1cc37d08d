import { LocalAudioTrack, type LocalParticipant, LocalVideoTrack, Track } from 'livekit-client'
import { type Accessor, createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import { watchStrain } from './blur-rules.ts'

/** What is done to the own picture and sound before anybody gets them. */
export type Effect = 'blur' | 'quiet'
export type EffectChoice = Record<Effect, boolean>

export const blurFailed = 'BlurFailed'
/** Why a camera is not switched on: its picture would be seen as it is. */
class BlurFailed extends Error {
  override name = blurFailed
}

/** On a camera of one's own; rejects with `BlurFailed`. `onFrame`: how long each picture took. */
export const blurTrack = async (track: LocalVideoTrack, onFrame: (processingMs: number) => void): Promise<void> => {
  try {
    const { openBackgroundBlur } = await import('./background-blur.ts')
    await track.setProcessor(openBackgroundBlur(onFrame))
  } catch (cause) {
    throw new BlurFailed('the background cannot be blurred', { cause })
  }
}

export type Effects = {
  isOn(effect: Effect): boolean
  /** Could not be begun, and is off for that. */
  failed: Accessor<Effect | null>
  /** This machine is too slow for it. */
  isStrained: Accessor<boolean>
  /** A camera whose first picture is not yet sent; rejects with `BlurFailed`. */
  blur(camera: LocalVideoTrack): Promise<void>
  /** For a microphone that is on. */
  quieten(participant: LocalParticipant): Promise<void>
  set(effect: Effect, isOn: boolean, participant: LocalParticipant | undefined): Promise<void>
}

const cameraOf = (participant: LocalParticipant): LocalVideoTrack | null => {
  const track = participant.getTrackPublication(Track.Source.Camera)?.track
  return track instanceof LocalVideoTrack ? track : null
}
const microphoneOf = (participant: LocalParticipant): LocalAudioTrack | null => {
  const track = participant.getTrackPublication(Track.Source.Microphone)?.track
  return track instanceof LocalAudioTrack ? track : null
}

export const createEffects = (chosen: EffectChoice): Effects => {
  const [wanted, setWanted] = createStore({ ...chosen })
  const [failed, setFailed] = createSignal<Effect | null>(null)
  const [isStrained, setStrained] = createSignal(false)
  const onFrame = watchStrain(setStrained)

  const giveUp = (effect: Effect) => {
    setWanted(effect, false)
    setFailed(effect)
  }

  const setBlur = async (participant: LocalParticipant) => {
    const track = cameraOf(participant)
    if (!track) return
    // A camera that is off is begun anew, so that its first picture is as it was chosen.
    if (track.isMuted) await participant.unpublishTrack(track)
    else if (wanted.blur) await blurTrack(track, onFrame)
    else await track.stopProcessor()
  }
  const quieten = async (participant: LocalParticipant) => {
    const track = microphoneOf(participant)
    if (!track || Boolean(track.getProcessor()) === wanted.quiet) return
    if (!wanted.quiet) return track.stopProcessor()
    try {
      const { NoiseSuppression } = await import('./noise-suppression.ts')
      await track.setProcessor(new NoiseSuppression())
    } catch {
      giveUp('quiet')
    }
  }

  return {
    isOn: (effect) => wanted[effect],
    failed,
    isStrained: () => wanted.blur && isStrained(),
    blur: (camera) => blurTrack(camera, onFrame),
    quieten,
    async set(effect, isOn, participant) {
      setFailed(null)
      setWanted(effect, isOn)
      if (effect === 'blur') setStrained(false)
      if (!participant) return
      if (effect === 'quiet') return quieten(participant)
      await setBlur(participant).catch(() => giveUp('blur'))
    },
  }
}
