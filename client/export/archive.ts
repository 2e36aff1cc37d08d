import { makeZip } from 'client-zip'
import { safeFileName } from '#shared/case-files/file-name.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { HashAnswer, HashQuestion } from '../workers/hash-file.ts'
import { callWorker } from '../workers/worker-calls.ts'
import type { ExportRecord, Named } from './records.ts'

/** What an archive says of itself: `manifest.json`. */
export type ArchiveManifest = {
  format: 'app.consilium.conversation'
  version: 1
  exportedAt: string
  exportedBy: Named
  conversation: { id: RoomId; name: string; kind: string; members: Named[] }
  /** ISO 8601; null: from the beginning, or to the end. */
  period: { from: string | null; until: string | null }
  withAttachments: boolean
  counts: { messages: number; attachments: number; unreadable: number }
  /** What is not in the archive, and why. */
  notIncluded: NotIncluded[]
  files: { path: string; sizeBytes: number; sha256: string }[]
}

export type NotIncluded = { id: string; at: string; sender: Named; what: 'message' | 'attachment'; reason: string }

export type ArchiveParts = {
  head: Omit<ArchiveManifest, 'counts' | 'notIncluded' | 'files' | 'format' | 'version'>
  records: readonly ExportRecord[]
  /** The bytes of the file of a message, or why they cannot be had. */
  read(record: ExportRecord): Promise<Blob | { reason: string }>
  /** Before each attachment. */
  onAttachment(number: number): void
}

const asJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** One array, written record by record: a long history as one text would be in memory twice. */
const messagesBlob = (records: readonly ExportRecord[]): Blob =>
  new Blob(['[\n', ...records.map((record, at) => `${at === 0 ? '' : ',\n'}${JSON.stringify(record)}`), '\n]\n'], {
    type: 'application/json',
  })

export const notReadable = (records: readonly ExportRecord[]): NotIncluded[] =>
  records.flatMap(({ id, at, sender, unreadable }) =>
    unreadable === undefined ? [] : [{ id, at, sender, what: 'message' as const, reason: unreadable }],
  )

/**
 * A ZIP of `messages.json`, `attachments/…` and, last, `manifest.json` with the SHA-256 of each. One attachment after
 * the other is fetched and given out, so that memory stays flat. `whole` resolves with the manifest after the last byte.
 */
export const openArchive = ({
  head,
  records,
  read,
  onAttachment,
}: ArchiveParts): { stream: ReadableStream<Uint8Array>; whole: Promise<ArchiveManifest> } => {
  const whole = Promise.withResolvers<ArchiveManifest>()
  const lastModified = new Date(head.exportedAt)

  async function* entries() {
    using worker = callWorker<HashQuestion, HashAnswer>(
      new Worker(new URL('../workers/hash-file.ts', import.meta.url), { type: 'module' }),
    )
    const files: ArchiveManifest['files'] = []
    const entry = async (path: string, blob: Blob) => {
      const { sha256 } = await worker.ask({ file: blob })
      files.push({ path, sizeBytes: blob.size, sha256 })
      return { name: path, input: blob, lastModified }
    }

    const notIncluded = notReadable(records)
    const written: ExportRecord[] = []
    let number = 0
    for (const record of records) {
      if (!record.file || !head.withAttachments) {
        written.push(record)
        continue
      }
      number += 1
      onAttachment(number)
      const bytes = await read(record)
      if (bytes instanceof Blob) {
        const path = `attachments/${String(number).padStart(4, '0')}-${safeFileName(record.file.name)}`
        written.push({ ...record, file: { ...record.file, path } })
        yield await entry(path, bytes)
      } else {
        written.push(record)
        const { id, at, sender } = record
        notIncluded.push({ id, at, sender, what: 'attachment', reason: bytes.reason })
      }
    }
    yield await entry('messages.json', messagesBlob(written))
    const manifest: ArchiveManifest = {
      format: 'app.consilium.conversation',
      version: 1,
      ...head,
      counts: {
        messages: written.length,
        attachments: files.length - 1,
        unreadable: notIncluded.filter(({ what }) => what === 'message').length,
      },
      notIncluded,
      files,
    }
    yield { name: 'manifest.json', input: asJson(manifest), lastModified }
    whole.resolve(manifest)
  }

  // Whoever cancels the stream hears of it there.
  whole.promise.catch(() => {})
  return { stream: makeZip(entries()), whole: whole.promise }
}
