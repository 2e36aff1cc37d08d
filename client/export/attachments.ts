import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { readMedia } from '#shared/media/content.ts'
import type { EncryptedFile } from '#shared/media/encrypted-file.ts'
import { FileDamaged, manifestIn, readCaseFile } from '../case-files/index.ts'
import { type ClinicApi, errorCodeOf } from '../clinic-api/index.ts'
import type { MediaFiles, TimelineItem } from '../matrix/types.ts'
import { askMedia, isFault } from '../media/index.ts'
import type { RecordedFile } from './records.ts'

/** A file that a message carries, what it is called, and how it is read. */
export type Attachment = { eventId: EventId; facts: Omit<RecordedFile, 'path'> } & (
  | { kind: 'case-file'; manifest: CaseFileManifest }
  | { kind: 'media'; file: EncryptedFile | null }
)

export const attachmentOf = ({ eventId, sender, isEncrypted, body }: TimelineItem): Attachment | null => {
  if (!eventId || body.kind !== 'event') return null
  if (body.type === eventTypes.caseFile) {
    const manifest = manifestIn({ sender, encrypted: isEncrypted, content: body.content })
    if (!manifest) return null
    const { name, mimeType, sizeBytes } = manifest
    return { kind: 'case-file', eventId, manifest, facts: { name, mimeType, sizeBytes } }
  }
  const media = body.type === eventTypes.message ? readMedia(body.content) : null
  if (!media) return null
  const { name, mimeType, sizeBytes, caption, file } = media
  return {
    kind: 'media',
    eventId,
    file,
    facts: { name, mimeType, sizeBytes, ...(caption === null ? {} : { caption }) },
  }
}

export type ReadParts = { api: Pick<ClinicApi, 'fetchAt'>; media: MediaFiles; roomId: RoomId; signal: AbortSignal }

const readMediaFile = async (file: EncryptedFile, { media, signal }: ReadParts): Promise<Blob> => {
  const cipher = await media.fetch(file.url, { signal })
  return (await askMedia<'decrypt'>({ kind: 'decrypt', cipher, file })).plain
}

/** Decrypted and verified, or why it cannot be had: a code of ours, or `damaged`. Throws the reason of the signal. */
export const readAttachment = async (attachment: Attachment, parts: ReadParts): Promise<Blob | { reason: string }> => {
  try {
    if (attachment.kind === 'case-file')
      return await readCaseFile({ ...parts, manifest: attachment.manifest, onProgress: () => {} })
    return attachment.file ? await readMediaFile(attachment.file, parts) : { reason: 'no-key' }
  } catch (error) {
    parts.signal.throwIfAborted()
    const isDamaged = error instanceof FileDamaged || isFault(error, 'TamperedMedia')
    return { reason: isDamaged ? 'damaged' : errorCodeOf(error) }
  }
}
