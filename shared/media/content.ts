import * as v from 'valibot'
import { type EncryptedFile, encryptedFile } from './encrypted-file.ts'

/** What the sender calls it, which decides how it is laid out; its bytes decide what is made of it. */
export type MediaKind = 'picture' | 'video' | 'voice' | 'audio' | 'file'

export type MediaSize = { width: number; height: number }

/** A picture, recording or file in a message, as it was announced. */
export type Media = {
  kind: MediaKind
  name: string
  caption: string | null
  /** Null when the message says not how to decrypt it, so that nobody can. */
  file: EncryptedFile | null
  mimeType: string
  sizeBytes: number | null
  size: MediaSize | null
  durationMs: number | null
  /** Loudness over time, each from 0 to 1; empty when unknown. */
  waveform: readonly number[]
  blurhash: string | null
  thumbnail: { file: EncryptedFile; size: MediaSize | null } | null
}

const kindOfMessage: Readonly<Record<string, MediaKind>> = {
  'm.image': 'picture',
  'm.video': 'video',
  'm.audio': 'audio',
  'm.file': 'file',
}
const messageOfKind: Readonly<Record<MediaKind, string>> = {
  picture: 'm.image',
  video: 'm.video',
  voice: 'm.audio',
  audio: 'm.audio',
  file: 'm.file',
}

/** MSC1767 and MSC3245 as clients send them; MSC2448 for the blurhash. */
const audioKey = 'org.matrix.msc1767.audio'
const voiceKey = 'org.matrix.msc3245.voice'
const blurhashKey = 'xyz.amorgan.blurhash'
/** MSC3246. */
const loudest = 1024

const amount = v.fallback(v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))), null)
const text = v.fallback(v.nullable(v.string()), null)
const maybeFile = v.fallback(v.nullable(encryptedFile), null)
const dimensions = { w: amount, h: amount }

const info = v.object({
  ...dimensions,
  mimetype: text,
  size: amount,
  duration: amount,
  [blurhashKey]: text,
  thumbnail_file: maybeFile,
  thumbnail_info: v.fallback(v.object(dimensions), { w: null, h: null }),
})

const content = v.object({
  msgtype: v.string(),
  body: v.fallback(v.string(), ''),
  filename: text,
  file: maybeFile,
  info: v.fallback(info, v.parse(info, {})),
  [audioKey]: v.fallback(
    v.object({ duration: amount, waveform: v.fallback(v.array(v.pipe(v.number(), v.finite())), []) }),
    { duration: null, waveform: [] },
  ),
})

const sizeOf = ({ w, h }: { w: number | null; h: number | null }): MediaSize | null =>
  w && h ? { width: w, height: h } : null

const mostBars = 120

/** What a message's content announces; null when it is no picture, recording or file. */
export const readMedia = (raw: Record<string, unknown>): Media | null => {
  const parsed = v.safeParse(content, raw)
  const kind = parsed.success ? kindOfMessage[parsed.output.msgtype] : undefined
  if (!parsed.success || !kind) return null
  const { body, filename, file, info, [audioKey]: audio } = parsed.output
  return {
    kind: kind === 'audio' && voiceKey in raw ? 'voice' : kind,
    name: filename ?? body,
    caption: filename !== null && body !== '' && body !== filename ? body : null,
    file,
    mimeType: info.mimetype ?? 'application/octet-stream',
    sizeBytes: info.size,
    size: sizeOf(info),
    durationMs: audio.duration ?? info.duration,
    waveform: audio.waveform.slice(0, mostBars).map((level) => Math.min(1, Math.max(0, level / loudest))),
    blurhash: info[blurhashKey],
    thumbnail: info.thumbnail_file && { file: info.thumbnail_file, size: sizeOf(info.thumbnail_info) },
  }
}

/** What is sent of a thumbnail or poster. */
export type SentThumbnail = { file: EncryptedFile; mimeType: string; sizeBytes: number; size: MediaSize }
export type SentMedia = Omit<Media, 'file' | 'sizeBytes' | 'thumbnail'> & {
  file: EncryptedFile
  sizeBytes: number
  thumbnail: SentThumbnail | null
}

const present = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))

/** The content of the message that announces it, as other clients of Matrix read it. */
export const mediaContent = (media: SentMedia): Record<string, unknown> => {
  const { kind, name, caption, file, size, durationMs, thumbnail } = media
  return {
    msgtype: messageOfKind[kind],
    body: caption ?? name,
    filename: name,
    file,
    info: present({
      mimetype: media.mimeType,
      size: media.sizeBytes,
      w: size?.width,
      h: size?.height,
      duration: durationMs,
      [blurhashKey]: media.blurhash,
      thumbnail_file: thumbnail?.file,
      thumbnail_info: thumbnail && {
        mimetype: thumbnail.mimeType,
        size: thumbnail.sizeBytes,
        w: thumbnail.size.width,
        h: thumbnail.size.height,
      },
    }),
    ...(kind === 'voice'
      ? {
          [audioKey]: {
            duration: durationMs ?? 0,
            waveform: media.waveform.map((level) => Math.round(level * loudest)),
          },
          [voiceKey]: {},
        }
      : {}),
  }
}
