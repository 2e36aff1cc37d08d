import {
  type RemoteParticipant,
  type RemoteTrackPublication,
  RemoteVideoTrack,
  type Room,
  type Track,
} from 'livekit-client'
import { onCleanup } from 'solid-js'
import { type Progress, progressOf, standsStill } from './frame-rules.ts'

const lookEveryMs = 1_000

/** Of a picture that is muted, or that we asked nothing of because nobody looks at it, none are expected. */
const isExpected = ({ isMuted, isEnabled }: RemoteTrackPublication) => !isMuted && isEnabled

const expectedIn = (participant: RemoteParticipant) =>
  [...participant.trackPublications.values()].flatMap((publication) =>
    publication.track instanceof RemoteVideoTrack && isExpected(publication) ? [publication.track] : [],
  )

/**
 * Which pictures of others stand still, by what was decoded of them: a LiveKit says when it holds one back, but not what
 * is lost on the way, or does not leave who sends it. Call under a Solid owner that lives as long as the call.
 */
export const watchFrames = (
  rooms: () => readonly Room[],
  onChange: () => void,
): { isStill(track: Track | undefined): boolean } => {
  let progress = new Map<Track, Progress>()
  let still: ReadonlySet<Track | undefined> = new Set()

  const look = async () => {
    const tracks = rooms().flatMap((room) => [...room.remoteParticipants.values()].flatMap(expectedIn))
    const looked = await Promise.all(
      tracks.map(async (track) => [track, (await track.getReceiverStats())?.framesDecoded ?? 0] as const),
    )
    const now = Date.now()
    progress = new Map(looked.map(([track, frames]) => [track, progressOf(progress.get(track), frames, now)]))
    const before = still
    still = new Set([...progress].filter(([, one]) => standsStill(one, now)).map(([track]) => track))
    if (still.size !== before.size || [...still].some((track) => !before.has(track))) onChange()
  }

  let isOver = false
  let timer: ReturnType<typeof setTimeout>
  const again = () => {
    if (!isOver)
      timer = setTimeout(
        () =>
          void look()
            .catch(() => {})
            .finally(again),
        lookEveryMs,
      )
  }
  again()
  onCleanup(() => {
    isOver = true
    clearTimeout(timer)
  })
  return { isStill: (track) => still.has(track) }
}
