import { callServiceUrl } from '#shared/calls/api.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { CallMember, MemberTrust } from '../matrix/types.ts'

/** What is shown of a call, from what Matrix says (who is a member, where they publish) and what LiveKit says. */

export type TrackSource = 'camera' | 'microphone' | 'screen' | 'screen-sound'

/** `T` is the track of livekit-client, which these rules only pass on. */
export type TrackSnapshot<T> = {
  source: TrackSource
  isEncrypted: boolean
  isMuted: boolean
  /** The SFU sends nothing of it for now: there is not enough bandwidth for all. */
  isPaused: boolean
  /** Nothing of it has been decoded for some seconds, although it should have. */
  isStill: boolean
  track: T | null
}

export type ConnectionQuality = 'good' | 'poor' | 'lost' | 'unknown'

export type ParticipantSnapshot<T> = {
  identity: string
  isSpeaking: boolean
  quality: ConnectionQuality
  tracks: TrackSnapshot<T>[]
}

export type SfuState =
  | { kind: 'connecting' }
  | { kind: 'connected' }
  /** Lost, or not there yet; tried again by itself. */
  | { kind: 'reconnecting' }
  /** Will not work by trying again: `ErrorCode` of the service, or the same device joined elsewhere. */
  | { kind: 'refused'; code: string }

export type SfuSnapshot<T> = { serviceUrl: string; state: SfuState; participants: ParticipantSnapshot<T>[] }

/**
 * The LiveKit where a member's tracks are expected: that of the member's own clinic and no other, whatever the
 * membership event says, because asking there hands out a proof of who we are.
 */
export const serviceUrlOf = (
  member: Pick<CallMember, 'serverName' | 'serviceUrl'>,
  clinicUrls: ReadonlyMap<ServerName, string>,
): string | null => {
  const clinicUrl = clinicUrls.get(member.serverName)
  return clinicUrl !== undefined && member.serviceUrl === callServiceUrl(clinicUrl) ? member.serviceUrl : null
}

/** One unencrypted track means that somebody between us and the participant is at work: then nothing is played. */
export const mayPlay = (tracks: readonly { isEncrypted: boolean }[]): boolean =>
  tracks.length > 0 && tracks.every(({ isEncrypted }) => isEncrypted)

/** Why a tile shows no picture although there should be one. */
export type TileFault = 'connecting' | 'unencrypted' | 'unsigned-device' | 'unknown-server' | 'no-partner'

/** Why what is seen is no picture of now. `paused`: sound goes before picture. `still`: it does not come, whyever. */
export type Halt = 'paused' | 'still'

/** How it goes with a person's picture and sound; `unknown` before anything is. */
export type Connection = ConnectionQuality | Halt

export const isHalt = (connection: Connection): connection is Halt => connection === 'paused' || connection === 'still'

const haltOf = <T>(track: TrackSnapshot<T> | undefined): Halt | null => {
  if (!track || track.isMuted) return null
  if (track.isPaused) return 'paused'
  return track.isStill ? 'still' : null
}

const qualityOf = <T>(
  participant: ParticipantSnapshot<T> | undefined,
  reception: ConnectionQuality,
): ConnectionQuality => {
  if (!participant) return 'unknown'
  const { quality } = participant
  const either = [quality, reception]
  if (either.includes('lost')) return 'lost'
  return either.includes('poor') ? 'poor' : quality
}

export type Tile<T> = {
  key: string
  identity: string
  member: CallMember
  source: 'camera' | 'screen'
  video: T | null
  hasMicrophone: boolean
  isSpeaking: boolean
  connection: Connection
  fault: TileFault | null
}

export type TileParts<T> = {
  members: readonly CallMember[]
  sfus: readonly SfuSnapshot<T>[]
  clinicUrls: ReadonlyMap<ServerName, string>
  trust: ReadonlyMap<string, MemberTrust>
}

const sfuOf = <T>(member: CallMember, { sfus, clinicUrls }: TileParts<T>) => {
  const serviceUrl = serviceUrlOf(member, clinicUrls)
  return sfus.find((sfu) => sfu.serviceUrl === serviceUrl)
}

const findIn = <T>(sfu: SfuSnapshot<T> | undefined, { livekitIdentity }: CallMember) =>
  sfu?.participants.find(({ identity }) => identity === livekitIdentity)

const participantOf = <T>(member: CallMember, parts: TileParts<T>) => findIn(sfuOf(member, parts), member)

/**
 * How well we get what a LiveKit sends to which we send nothing; elsewhere it is said at our own picture, together with
 * how well the others get us.
 */
const receptionOf = <T>(member: CallMember, parts: TileParts<T>): ConnectionQuality => {
  const own = parts.members.find(({ isThisDevice }) => isThisDevice)
  const sfu = sfuOf(member, parts)
  return own && sfuOf(own, parts) !== sfu ? (findIn(sfu, own)?.quality ?? 'unknown') : 'unknown'
}

const faultOf = <T>(
  member: CallMember,
  participant: ParticipantSnapshot<T> | undefined,
  { clinicUrls, trust }: TileParts<T>,
): TileFault | null => {
  if (!clinicUrls.has(member.serverName)) return 'no-partner'
  if (serviceUrlOf(member, clinicUrls) === null) return 'unknown-server'
  if (trust.get(member.livekitIdentity) === 'unsigned') return 'unsigned-device'
  if (!participant) return 'connecting'
  return participant.tracks.length > 0 && !mayPlay(participant.tracks) ? 'unencrypted' : null
}

/** Members only: who is in LiveKit without a membership in Matrix is nobody. Shared screens come first. */
export const tilesOf = <T>(parts: TileParts<T>): Tile<T>[] => {
  const cameras: Tile<T>[] = []
  const screens: Tile<T>[] = []
  for (const member of parts.members) {
    const participant = participantOf(member, parts)
    const fault = faultOf(member, participant, parts)
    const playable = fault === null || fault === 'connecting' ? (participant?.tracks ?? []) : []
    const find = (source: TrackSource) => playable.find((track) => track.source === source)
    const camera = find('camera')
    const microphone = find('microphone')
    const screen = find('screen')
    const quality = fault === null ? qualityOf(participant, receptionOf(member, parts)) : 'unknown'
    const common = {
      identity: member.livekitIdentity,
      member,
      isSpeaking: participant?.isSpeaking ?? false,
      hasMicrophone: microphone !== undefined && !microphone.isMuted,
      fault,
    }
    cameras.push({
      ...common,
      key: `${member.livekitIdentity} camera`,
      source: 'camera',
      connection: quality === 'lost' ? quality : (haltOf(camera) ?? quality),
      video: camera && !camera.isMuted ? camera.track : null,
    })
    if (screen?.track)
      screens.push({
        ...common,
        key: `${member.livekitIdentity} screen`,
        source: 'screen',
        connection: haltOf(screen) ?? quality,
        video: screen.track,
      })
  }
  return [...screens, ...cameras]
}
