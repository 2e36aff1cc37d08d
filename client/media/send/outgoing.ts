import { type MediaKind, type MediaSize, mediaContent, type SentMedia } from '#shared/media/content.ts'
import type { EncryptedFile } from '#shared/media/encrypted-file.ts'
import type { Session } from '../../matrix/types.ts'
import { askMedia } from '../media-worker.ts'

/** A picture, recording or file as it will be sent, still readable. */
export type Outgoing = {
  kind: MediaKind
  name: string
  mimeType: string
  blob: Blob
  size: MediaSize | null
  durationMs: number | null
  waveform: readonly number[]
  blurhash: string | null
  thumbnail: { blob: Blob; mimeType: string; size: MediaSize } | null
}

type Files = Session['media']

/** Encrypts it and keeps the ciphertext on this device. */
const sealed = async (files: Files, blob: Blob): Promise<EncryptedFile> => {
  const { cipher, seal } = await askMedia<'encrypt'>({ kind: 'encrypt', file: blob })
  return { ...seal, url: await files.keep(cipher) }
}

/**
 * The message for it. When it returns, all of the file is on the disk, for the outbox, which sends it in the order of
 * what is said, over reloads too. Throws `NoSpace`.
 */
export const sealedMessage = async (
  files: Files,
  { blob, thumbnail, ...said }: Outgoing,
  caption: string | null,
): Promise<Record<string, unknown>> => {
  const file = await sealed(files, blob)
  try {
    const content: SentMedia = {
      ...said,
      caption,
      file,
      sizeBytes: blob.size,
      thumbnail: thumbnail && {
        file: await sealed(files, thumbnail.blob),
        mimeType: thumbnail.mimeType,
        sizeBytes: thumbnail.blob.size,
        size: thumbnail.size,
      },
    }
    return mediaContent(content)
  } catch (thrown) {
    await files.forget(file.url).catch(() => {})
    throw thrown
  }
}
