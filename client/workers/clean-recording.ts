import {
  ALL_FORMATS,
  BlobSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FlacOutputFormat,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MovOutputFormat,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  WavOutputFormat,
  WebMOutputFormat,
} from 'mediabunny'
import { Unreadable } from './unreadable.ts'

/**
 * Writes films and recordings anew: the first picture track and the first sound track, packet by packet, into an empty
 * file. Whatever else was in there (place, camera, title, further tracks, previews) has no way over.
 */

export type CleanRecording = {
  blob: Blob
  mimeType: string
  /** Without a dot. */
  ending: string
  durationMs: number
  size: { width: number; height: number } | null
}

type Container = { format: OutputFormat; mimeType: string; ending: string }

const forPictures = (): Container[] => [
  { format: new Mp4OutputFormat({ fastStart: 'in-memory' }), mimeType: 'video/mp4', ending: 'mp4' },
  { format: new WebMOutputFormat(), mimeType: 'video/webm', ending: 'webm' },
  { format: new MovOutputFormat({ fastStart: 'in-memory' }), mimeType: 'video/quicktime', ending: 'mov' },
]
const forSound = (): Container[] => [
  { format: new OggOutputFormat(), mimeType: 'audio/ogg', ending: 'ogg' },
  { format: new Mp3OutputFormat({ xingHeader: true }), mimeType: 'audio/mpeg', ending: 'mp3' },
  // Before the next one, in which browsers do not play what is not compressed.
  { format: new WavOutputFormat(), mimeType: 'audio/wav', ending: 'wav' },
  { format: new Mp4OutputFormat({ fastStart: 'in-memory' }), mimeType: 'audio/mp4', ending: 'm4a' },
  { format: new FlacOutputFormat(), mimeType: 'audio/flac', ending: 'flac' },
]

const copyPictures = async (track: InputVideoTrack, source: EncodedVideoPacketSource) => {
  const decoderConfig = await track.getDecoderConfig()
  for await (const packet of new EncodedPacketSink(track).packets())
    await source.add(packet, decoderConfig ? { decoderConfig } : undefined)
  source.close()
}
const copySound = async (track: InputAudioTrack, source: EncodedAudioPacketSource) => {
  const decoderConfig = await track.getDecoderConfig()
  for await (const packet of new EncodedPacketSink(track).packets())
    await source.add(packet, decoderConfig ? { decoderConfig } : undefined)
  source.close()
}

/** Throws `Unreadable` for what cannot be written anew. */
export const cleanRecording = async (recording: Blob): Promise<CleanRecording> => {
  try {
    using input = new Input({ source: new BlobSource(recording), formats: ALL_FORMATS })
    const [video, audio] = await Promise.all([input.getPrimaryVideoTrack(), input.getPrimaryAudioTrack()])
    const [videoCodec, audioCodec] = await Promise.all([video?.getCodec() ?? null, audio?.getCodec() ?? null])
    // A track that nobody can name cannot be copied, and must not get lost without a word.
    if ((video && !videoCodec) || (audio && !audioCodec) || (!video && !audio)) throw new Unreadable()
    const container = (video ? forPictures() : forSound()).find(
      ({ format }) =>
        (!videoCodec || format.getSupportedVideoCodecs().includes(videoCodec)) &&
        (!audioCodec || format.getSupportedAudioCodecs().includes(audioCodec)),
    )
    if (!container) throw new Unreadable()

    const target = new BufferTarget()
    const output = new Output({ format: container.format, target })
    const copies: (() => Promise<void>)[] = []
    if (video && videoCodec) {
      const source = new EncodedVideoPacketSource(videoCodec)
      output.addVideoTrack(source, { rotation: await video.getRotation() })
      copies.push(() => copyPictures(video, source))
    }
    if (audio && audioCodec) {
      const source = new EncodedAudioPacketSource(audioCodec)
      output.addAudioTrack(source)
      copies.push(() => copySound(audio, source))
    }
    await output.start()
    await Promise.all(copies.map((copy) => copy()))
    await output.finalize()
    const { mimeType, ending } = container
    return {
      blob: new Blob([target.buffer ?? new ArrayBuffer()], { type: mimeType }),
      mimeType,
      ending,
      durationMs: Math.round((await input.computeDuration()) * 1000),
      size: video && { width: await video.getDisplayWidth(), height: await video.getDisplayHeight() },
    }
  } catch {
    throw new Unreadable()
  }
}
