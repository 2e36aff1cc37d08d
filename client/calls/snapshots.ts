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

const tracksOf = (participant: Participant): TrackSnapshot<Track>[] =>
  [...participant.trackPublications.values()].flatMap(({ source, isEncrypted, isMuted, track }) => {
    const known = sources[source]
    const isPaused = track?.streamState === Track.StreamState.Paused
    return known ? [{ source: known, isEncrypted, isMuted, isPaused, track: track ?? null }] : []
  })

export const snapshotOf = (participant: Participant): ParticipantSnapshot<Track> => ({
  identity: participant.identity,
  isSpeaking: participant.isSpeaking,
  quality: qualities[participant.connectionQuality],
  tracks: tracksOf(participant),
})

/** Those who publish, ourselves among them; who only listens has nothing to show. */
export const participantsOf = (room: Room): ParticipantSnapshot<Track>[] =>
  [room.localParticipant, ...room.remoteParticipants.values()].map(snapshotOf)
