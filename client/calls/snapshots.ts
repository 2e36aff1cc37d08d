import { ConnectionQuality as LivekitQuality, type Participant, type Room, Track } from 'livekit-client'
import type { ConnectionQuality, ParticipantSnapshot, TrackSnapshot, TrackSource } from './call-rules.ts'

const sources: Partial<Record<Track.Source, TrackSource>> = {
  [Track.Source.Camera]: 'camera',
  [Track.Source.Microphone]: 'microphone',
  [Track.Source.ScreenShare]: 'screen',
  [Track.Source.ScreenShareAudio]: 'screen-sound',
}

const qualities: Record<LivekitQuality, ConnectionQuality> = {
  [LivekitQuality.Excellent]: 'good',
  [LivekitQuality.Good]: 'good',
  [LivekitQuality.Poor]: 'poor',
  [LivekitQuality.Lost]: 'lost',
  [LivekitQuality.Unknown]: 'unknown',
}

type IsStill = (track: Track | undefined) => boolean

const tracksOf = (participant: Participant, isStill: IsStill): TrackSnapshot<Track>[] =>
  [...participant.trackPublications.values()].flatMap(({ source, isEncrypted, isMuted, track }) => {
    const known = sources[source]
    const isPaused = track?.streamState === Track.StreamState.Paused
    return known
      ? [{ source: known, isEncrypted, isMuted, isPaused, isStill: isStill(track), track: track ?? null }]
      : []
  })

export const snapshotOf = (participant: Participant, isStill: IsStill): ParticipantSnapshot<Track> => ({
  identity: participant.identity,
  isSpeaking: participant.isSpeaking,
  quality: qualities[participant.connectionQuality],
  tracks: tracksOf(participant, isStill),
})

/** Those who publish, ourselves among them; who only listens has nothing to show. */
export const participantsOf = (room: Room, isStill: IsStill): ParticipantSnapshot<Track>[] =>
  [room.localParticipant, ...room.remoteParticipants.values()].map((participant) => snapshotOf(participant, isStill))
