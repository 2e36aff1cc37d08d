import { LocalVideoTrack } from 'livekit-client'
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import { watchStrain } from './blur-rules.ts'
import { blurTrack } from './own-effects.ts'

type BlurredPreview = {
  stream: Accessor<MediaStream | null>
  isLoading: Accessor<boolean>
  hasFailed: Accessor<boolean>
  isStrained: Accessor<boolean>
}

/** The picture of a camera as the others will have it; none while it is not blurred that should be. */
export const createBlurredPreview = (
  camera: Accessor<MediaStream | null>,
  isWanted: Accessor<boolean>,
): BlurredPreview => {
  const [blurred, setBlurred] = createSignal<MediaStream | null>(null)
  const [hasFailed, setFailed] = createSignal(false)
  const [isStrained, setStrained] = createSignal(false)
  createEffect(
    on([camera, isWanted], ([stream, wanted]) => {
      setFailed(false)
      setStrained(false)
      const [picture] = stream?.getVideoTracks() ?? []
      if (!wanted || !picture) return
      let isOver = false
      // Of its own, so that it ends without the camera.
      const track = new LocalVideoTrack(picture.clone())
      blurTrack(track, watchStrain(setStrained)).then(
        () => {
          if (isOver) track.stop()
          else setBlurred(new MediaStream([track.mediaStreamTrack]))
        },
        () => {
          track.stop()
          if (!isOver) setFailed(true)
        },
      )
      onCleanup(() => {
        isOver = true
        track.stop()
        setBlurred(null)
      })
    }),
  )
  return {
    stream: () => (isWanted() ? blurred() : camera()),
    isLoading: () => isWanted() && camera() !== null && blurred() === null && !hasFailed(),
    hasFailed,
    isStrained,
  }
}
