import {
  ConnectionState,
  DisconnectReason,
  LogLevel,
  type Participant,
  type ReconnectContext,
  type RemoteParticipant,
  type RemoteTrack,
  type RemoteTrackPublication,
  Room,
  RoomEvent,
  setLogLevel,
  Track,
} from 'livekit-client'
import type { LivekitToken } from '#shared/calls/api.ts'
import type { Result } from '#shared/result.ts'
import { CallKeys } from './call-keys.ts'
import { mayPlay, type SfuState } from './call-rules.ts'
import type { TokenRefusal } from './fetch-livekit-token.ts'
import { openSealedWorker } from './sealed-worker.ts'

// Its log lines name people and rooms.
setLogLevel(LogLevel.silent)

const retryMs = [300, 700, 1_500, 3_000] as const
const encryptionTimeoutMs = 10_000

/**
 * Of livekit-client, while its connection is cut: by itself it would wait up to ten seconds between two tries, also when
 * the network is there again. What it has not mended after a while is begun anew, with a new token.
 */
const retryDelayMs = ({ retryCount, elapsedMs }: ReconnectContext) => {
  if (elapsedMs > giveUpMs) return null
  const mostMs = retryCount === 0 ? firstRetryMs : laterRetryMs
  // Not all at the same moment.
  return mostMs * (0.5 + Math.random() / 2)
}
const firstRetryMs = 300
const laterRetryMs = 1_000
const giveUpMs = 60_000

/**
 * What a try begins without a network never comes about, and holds up the next one, which would: soon given up, as long
 * as the cut is a short one. Whoever is slow has their time after that.
 */
const signalTimeoutMs = (attempt: number) => (attempt === 0 ? 6_000 : 15_000)
const mediaTimeoutMs = ({ elapsedMs }: ReconnectContext) => (elapsedMs < 20_000 ? 5_000 : 15_000)

export type SfuParts = {
  serviceUrl: string
  /** Where sound is to be heard; the system's own when it is not said. */
  speakerId: string | undefined
  askToken(signal: AbortSignal): Promise<Result<LivekitToken, TokenRefusal>>
  /** Whether the participant is a member of the call whose tracks belong here. */
  isExpected(identity: string): boolean
  onChange(): void
  /** Somebody is no longer in this LiveKit. */
  onGone(): void
  /** Connected, again or for the first time: what we publish here has to be published. */
  onConnected(): void
  /** What a member of the call sends beside picture and sound; sealed, as far as anybody knows who has not opened it. */
  onData(from: string, sealed: Uint8Array<ArrayBuffer>): void
}

export type Sfu = {
  serviceUrl: string
  room: Room
  keys: CallKeys
  state(): SfuState
  /** Those to whom the SFU may send what we publish. */
  letSubscribe(identities: readonly string[]): void
  /** Members came or went: hear the ones who are expected, and nobody else. */
  membersChanged(): void
  /** To everybody who is there; nothing while nobody can be reached. */
  sendData(sealed: Uint8Array<ArrayBuffer>, isReliable: boolean): Promise<void>
  close(): Promise<void>
}

/** Everything after which what we show of a room may be another thing. */
const changes = [
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.TrackPublished,
  RoomEvent.TrackUnpublished,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished,
  RoomEvent.ActiveSpeakersChanged,
  RoomEvent.ConnectionQualityChanged,
  RoomEvent.TrackStreamStateChanged,
  RoomEvent.ParticipantEncryptionStatusChanged,
  RoomEvent.AudioPlaybackStatusChanged,
] as const

const isEncryptionOn = (room: Room, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    if (room.isE2EEEnabled) return resolve()
    const timer = setTimeout(() => reject(new Error('the encryption worker does not answer')), encryptionTimeoutMs)
    const check = (isOn: boolean, participant?: Participant) => {
      if (!isOn || !participant?.isLocal) return
      clearTimeout(timer)
      room.off(RoomEvent.ParticipantEncryptionStatusChanged, check)
      resolve()
    }
    room.on(RoomEvent.ParticipantEncryptionStatusChanged, check)
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })

/** Of our data; others of the same call may have theirs. */
const dataTopic = 'app.consilium.call-data'
/** As livekit-client numbers its channels, and does not say to who uses it. */
const dataChannels = { reliable: 0, lossy: 1 } as const

/** One LiveKit of a call, held open until `close`. Nothing listens to remote procedure calls. */
export const openSfu = (parts: SfuParts): Sfu => {
  const { serviceUrl, speakerId, askToken, isExpected, onChange, onGone, onConnected, onData } = parts
  const closing = new AbortController()
  const keys = new CallKeys()
  const worker = openSealedWorker((identity) => room.getParticipantByIdentity(identity) !== undefined)
  const room = new Room({
    adaptiveStream: true,
    dynacast: true,
    reconnectPolicy: {
      nextRetryDelayInMs(context) {
        const { engine } = room
        engine.peerConnectionTimeout = mediaTimeoutMs(context)
        // To mend what has failed takes longer than to begin anew, and often fails as well.
        if (engine.pcManager?.publisher.getConnectionState() === 'failed') engine.fullReconnectOnNext = true
        return retryDelayMs(context)
      },
    },
    encryption: { keyProvider: keys, worker },
    ...(speakerId ? { audioOutput: { deviceId: speakerId } } : {}),
    publishDefaults: { red: false, videoCodec: 'vp8', backupCodec: false },
  })
  let subscribers: readonly string[] = []
  const allowSubscribers = () =>
    room.localParticipant.setTrackSubscriptionPermissions(
      false,
      subscribers.map((participantIdentity) => ({ participantIdentity, allowAll: true })),
    )
  let state: SfuState = { kind: 'connecting' }
  const setState = (next: SfuState) => {
    state = next
    if (!closing.signal.aborted) onChange()
  }

  const wanted = new WeakMap<RemoteTrackPublication, boolean>()
  const subscribe = (participant: RemoteParticipant) => {
    const publications = [...participant.trackPublications.values()]
    const isWanted = isExpected(participant.identity) && mayPlay(publications)
    for (const publication of publications) {
      if ((wanted.get(publication) ?? false) === isWanted) continue
      wanted.set(publication, isWanted)
      publication.setSubscribed(isWanted)
    }
  }
  const membersChanged = () => {
    for (const participant of room.remoteParticipants.values()) subscribe(participant)
  }

  /** Sound needs no tile: it is heard wherever in the application one is. */
  const speakers = new Map<RemoteTrack, HTMLMediaElement>()
  const hear = (track: RemoteTrack, participant: RemoteParticipant) => {
    if (track.kind !== Track.Kind.Audio) return
    const element = track.attach()
    element.dataset['participant'] = participant.identity
    element.dataset['source'] = track.source
    document.body.append(element)
    speakers.set(track, element)
  }
  const silence = (track: RemoteTrack) => {
    const element = speakers.get(track)
    if (!element) return
    track.detach(element)
    element.remove()
    speakers.delete(track)
  }
  const silenceAll = () => {
    for (const track of [...speakers.keys()]) silence(track)
  }
  room
    // Before anything is published.
    .on(RoomEvent.SignalConnected, allowSubscribers)
    .on(RoomEvent.TrackPublished, (_, participant) => subscribe(participant))
    .on(RoomEvent.TrackUnpublished, (_, participant) => subscribe(participant))
    .on(RoomEvent.ParticipantConnected, subscribe)
    .on(RoomEvent.ParticipantDisconnected, onGone)
    .on(RoomEvent.ParticipantEncryptionStatusChanged, membersChanged)
    .on(RoomEvent.TrackSubscribed, (track, publication, participant) => {
      if (publication.isEncrypted && mayPlay([...participant.trackPublications.values()])) hear(track, participant)
    })
    .on(RoomEvent.TrackUnsubscribed, silence)
    .on(RoomEvent.DataReceived, (payload, participant, _, topic) => {
      if (topic === dataTopic && participant && isExpected(participant.identity))
        onData(participant.identity, new Uint8Array(payload))
    })
    .on(RoomEvent.SignalReconnecting, () => setState({ kind: 'reconnecting' }))
    .on(RoomEvent.Reconnecting, () => setState({ kind: 'reconnecting' }))
    .on(RoomEvent.Reconnected, () => {
      // It is told those of before, and people may have come and gone meanwhile.
      allowSubscribers()
      setState({ kind: 'connected' })
      onConnected()
    })
    .on(RoomEvent.Disconnected, (reason) => {
      silenceAll()
      if (closing.signal.aborted) return
      if (reason === DisconnectReason.DUPLICATE_IDENTITY) setState({ kind: 'refused', code: 'joined-elsewhere' })
      else void connect()
    })
  for (const change of changes) room.on(change, onChange)

  /** Over at once when the network is there again. */
  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const done = new AbortController()
      const end = () => {
        clearTimeout(timer)
        done.abort()
        resolve()
      }
      const timer = setTimeout(end, ms)
      closing.signal.addEventListener('abort', end, { signal: done.signal })
      addEventListener('online', end, { signal: done.signal })
    })

  const tryOnce = async (attempt: number): Promise<SfuState> => {
    const [token] = await Promise.all([askToken(closing.signal), room.setE2EEEnabled(true)])
    if (!token.ok) return token.error.mayRetry ? { kind: 'reconnecting' } : { kind: 'refused', code: token.error.code }
    // The room may not be there yet: only a person of the clinic whose LiveKit it is makes the service create it.
    await room.connect(token.value.url, token.value.jwt, {
      autoSubscribe: false,
      maxRetries: 0,
      websocketTimeout: signalTimeoutMs(attempt),
    })
    await isEncryptionOn(room, closing.signal)
    return { kind: 'connected' }
  }

  const connect = async () => {
    for (let attempt = 0; !closing.signal.aborted; attempt += 1) {
      const next = await tryOnce(attempt).catch((): SfuState => ({ kind: 'reconnecting' }))
      if (closing.signal.aborted) return
      if (next.kind === 'connected') {
        allowSubscribers()
        setState(next)
        membersChanged()
        onConnected()
        return
      }
      setState(attempt === 0 && next.kind === 'reconnecting' ? { kind: 'connecting' } : next)
      if (next.kind === 'refused') return
      await wait(retryMs[Math.min(attempt, retryMs.length - 1)] ?? 0)
    }
  }
  void connect()

  return {
    serviceUrl,
    room,
    keys,
    state: () => state,
    letSubscribe(identities) {
      subscribers = identities
      if (room.state === ConnectionState.Connected) allowSubscribers()
    },
    membersChanged,
    async sendData(sealed, isReliable) {
      if (room.state !== ConnectionState.Connected) return
      // Asked to send before its channel is open, livekit-client waits for it; once that took too long, it never sends
      // anything again over this connection.
      const channel = room.engine.dataChannelForKind(isReliable ? dataChannels.reliable : dataChannels.lossy)
      if (channel?.readyState !== 'open') return
      // What is lost by a cut is said again.
      await room.localParticipant.publishData(sealed, { topic: dataTopic, reliable: isReliable }).catch(() => {})
    },
    async close() {
      closing.abort()
      silenceAll()
      await room.disconnect()
      worker.terminate()
    },
  }
}
