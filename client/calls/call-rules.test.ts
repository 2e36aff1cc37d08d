import { describe, expect, it } from 'vitest'
import type { DeviceId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { CallMember } from '../matrix/types.ts'
import {
  type ConnectionQuality,
  mayPlay,
  type ParticipantSnapshot,
  serviceUrlOf,
  type TileParts,
  type TrackSnapshot,
  tilesOf,
} from './call-rules.ts'

const nord = 'nord.example' as ServerName
const sued = 'sued.example' as ServerName
const clinicUrls = new Map([
  [nord, 'https://nord.example'],
  [sued, 'https://sued.example'],
])

const memberOf = (name: string, server: ServerName, more: Partial<CallMember> = {}): CallMember => ({
  userId: `@${name}:${server}` as UserId,
  deviceId: 'PHONE' as DeviceId,
  serverName: server,
  isThisDevice: false,
  livekitIdentity: `@${name}:${server}:PHONE`,
  memberId: `@${name}:${server}:PHONE`,
  serviceUrl: `https://${server}/api/calls`,
  joinedAt: 1,
  ...more,
})

const jonas = memberOf('jonas', sued)
const withCamera = (member: CallMember, isEncrypted = true): ParticipantSnapshot<string> => ({
  identity: member.livekitIdentity,
  isSpeaking: false,
  quality: 'good',
  tracks: [{ source: 'camera', isEncrypted, isMuted: false, isPaused: false, isStill: false, track: 'picture' }],
})

const parts = (more: Partial<TileParts<string>> = {}): TileParts<string> => ({
  members: [jonas],
  sfus: [
    {
      serviceUrl: 'https://sued.example/api/calls',
      state: { kind: 'connected' },
      participants: [withCamera(jonas)],
    },
  ],
  clinicUrls,
  trust: new Map(),
  ...more,
})

const shown = (more: Partial<TileParts<string>>) =>
  tilesOf(parts(more)).map(({ identity, source, video, fault }) => ({ identity, source, video, fault }))

describe('a call', () => {
  it('shows the picture of a member at the LiveKit of the member’s clinic', () => {
    expect(shown({})).toEqual([{ identity: jonas.livekitIdentity, source: 'camera', video: 'picture', fault: null }])
  })

  it('shows nobody who is in LiveKit without being a member of the call', () => {
    expect(shown({ members: [] })).toEqual([])
  })

  it('does not show a member’s name over what another clinic’s LiveKit sends', () => {
    const atNord = [
      {
        serviceUrl: 'https://nord.example/api/calls',
        state: { kind: 'connected' as const },
        participants: [withCamera(jonas)],
      },
    ]
    expect(shown({ sfus: atNord })).toMatchObject([{ video: null, fault: 'connecting' }])
  })

  it('never plays an unencrypted track, nor anything else of a participant who has one', () => {
    const tracks = [...withCamera(jonas).tracks, ...withCamera(jonas, false).tracks]
    expect(mayPlay(tracks)).toBe(false)
    expect(mayPlay([])).toBe(false)
    const [sfu] = parts().sfus
    if (!sfu) throw new Error('one LiveKit was asked for')
    expect(shown({ sfus: [{ ...sfu, participants: [{ ...withCamera(jonas), tracks }] }] })).toMatchObject([
      { video: null, fault: 'unencrypted' },
    ])
  })

  it('says why a device that its owner has not signed stays dark', () => {
    expect(shown({ trust: new Map([[jonas.livekitIdentity, 'unsigned']]) })).toMatchObject([
      { video: null, fault: 'unsigned-device' },
    ])
  })

  it('shows nobody of a clinic that is no partner any more, and says so', () => {
    expect(shown({ clinicUrls: new Map([[nord, 'https://nord.example']]) })).toMatchObject([
      { video: null, fault: 'no-partner' },
    ])
  })

  it('says how it goes with each person, and that sound goes before picture', () => {
    const connection = (change: Partial<ParticipantSnapshot<string>>) => {
      const participants = [{ ...withCamera(jonas), ...change }]
      const [tile] = tilesOf(parts({ sfus: parts().sfus.map((sfu) => ({ ...sfu, participants })) }))
      return tile?.connection
    }
    const paused = withCamera(jonas).tracks.map((track) => ({ ...track, isPaused: true }))
    expect(connection({})).toBe('good')
    expect(connection({ quality: 'poor' })).toBe('poor')
    expect(connection({ quality: 'poor', tracks: paused })).toBe('paused')
    expect(connection({ tracks: paused.map((track) => ({ ...track, isMuted: true })) })).toBe('good')
    expect(connection({ quality: 'lost', tracks: paused })).toBe('lost')
    const still = withCamera(jonas).tracks.map((track) => ({ ...track, isStill: true }))
    expect(connection({ tracks: still })).toBe('still')
    expect(connection({ tracks: still.map((track) => ({ ...track, isPaused: true })) })).toBe('paused')
    expect(connection({ tracks: still.map((track) => ({ ...track, isMuted: true })) })).toBe('good')
    expect(tilesOf(parts({ sfus: [] }))[0]?.connection).toBe('unknown')
  })

  it('says of each person of another clinic how well we get what that clinic sends', () => {
    const ida = memberOf('ida', nord, { isThisDevice: true })
    const asIda = (quality: ConnectionQuality) => ({ ...withCamera(ida), quality, tracks: [] })
    const sfu = (server: ServerName, participants: ParticipantSnapshot<string>[]) => ({
      serviceUrl: `https://${server}/api/calls`,
      state: { kind: 'connected' as const },
      participants,
    })
    const connections = (atOwn: ConnectionQuality, atOther: ConnectionQuality) => {
      const anna = memberOf('anna', nord)
      const sfus = [sfu(nord, [asIda(atOwn), withCamera(anna)]), sfu(sued, [asIda(atOther), withCamera(jonas)])]
      return tilesOf(parts({ members: [ida, anna, jonas], sfus })).map(({ connection }) => connection)
    }
    expect(connections('good', 'good')).toEqual(['good', 'good', 'good'])
    expect(connections('good', 'unknown')).toEqual(['good', 'good', 'good'])
    expect(connections('good', 'poor')).toEqual(['good', 'good', 'poor'])
    expect(connections('good', 'lost')).toEqual(['good', 'good', 'lost'])
    expect(connections('poor', 'good')).toEqual(['poor', 'good', 'good'])
  })

  it('says at which of two pictures it is that it stands still', () => {
    const screen = { ...withCamera(jonas).tracks[0], source: 'screen' as const, isStill: true } as TrackSnapshot<string>
    const participant = { ...withCamera(jonas), tracks: [...withCamera(jonas).tracks, screen] }
    const sfus = parts().sfus.map((sfu) => ({ ...sfu, participants: [participant] }))
    expect(tilesOf(parts({ sfus })).map(({ source, connection }) => [source, connection])).toEqual([
      ['screen', 'still'],
      ['camera', 'good'],
    ])
  })

  it('shows shared screens first, beside the camera', () => {
    const screen = {
      source: 'screen' as const,
      isEncrypted: true,
      isMuted: false,
      isPaused: false,
      isStill: false,
      track: 'x-ray',
    }
    const [sfu] = parts().sfus
    if (!sfu) throw new Error('one LiveKit was asked for')
    const participant = { ...withCamera(jonas), tracks: [...withCamera(jonas).tracks, screen] }
    expect(shown({ sfus: [{ ...sfu, participants: [participant] }] })).toMatchObject([
      { source: 'screen', video: 'x-ray' },
      { source: 'camera', video: 'picture' },
    ])
  })
})

describe('where we ask for a token', () => {
  it('is the member’s own clinic, if it is ours or a partner', () => {
    expect(serviceUrlOf(jonas, clinicUrls)).toBe('https://sued.example/api/calls')
  })

  it('is nowhere when the membership event names another address', () => {
    expect(serviceUrlOf({ ...jonas, serviceUrl: 'https://evil.example/api/calls' }, clinicUrls)).toBeNull()
    expect(serviceUrlOf({ ...jonas, serviceUrl: 'https://nord.example/api/calls' }, clinicUrls)).toBeNull()
    expect(serviceUrlOf({ ...jonas, serviceUrl: null }, clinicUrls)).toBeNull()
    expect(serviceUrlOf(jonas, new Map([[nord, 'https://nord.example']]))).toBeNull()
  })
})
