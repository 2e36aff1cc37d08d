import type { ExportNotice } from '#shared/export/notice.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId } from '#shared/matrix/ids.ts'
import type { ClinicApi } from '../clinic-api/index.ts'
import type { RoomView, Session } from '../matrix/types.ts'
import type { Target } from '../ui/save-target.ts'
import { type ArchiveManifest, type NotIncluded, notReadable, openArchive } from './archive.ts'
import { attachmentOf, readAttachment } from './attachments.ts'
import { type ExportRecord, type NameParts, recordsOf } from './records.ts'

export type ExportWish = ExportNotice & { withAttachments: boolean }

export type ExportStep =
  | { step: 'reading'; count: number }
  | { step: 'attachments'; number: number; total: number }
  | { step: 'writing' }

export type ExportOutcome = { messages: number; attachments: number; notIncluded: NotIncluded[] }

type Head = Omit<ArchiveManifest, 'counts' | 'notIncluded' | 'files' | 'format' | 'version'>

export type ExportParts = {
  session: Pick<Session, 'userId' | 'outbox' | 'media'>
  api: Pick<ClinicApi, 'fetchAt'>
  room: Pick<RoomView, 'roomId' | 'summary' | 'members' | 'readWhole'>
  names: NameParts
  now: number
  signal: AbortSignal
  onStep(step: ExportStep): void
  drawPdf(head: Head, records: readonly ExportRecord[]): Promise<Blob>
}

const isoOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

/**
 * Reads the history, tells the others, writes the file. They are told before the first byte leaves, so that nobody can
 * take something out unseen by closing the tab at the right moment.
 */
export const runExport = async (
  wish: ExportWish,
  target: Target,
  { session, api, room, names, now, signal, onStep, drawPdf }: ExportParts,
): Promise<ExportOutcome> => {
  onStep({ step: 'reading', count: 0 })
  const whole = await room.readWhole({
    from: wish.from,
    signal,
    onProgress: (count) => onStep({ step: 'reading', count }),
  })
  const records = recordsOf(whole, wish, names, (item) => attachmentOf(item)?.facts ?? null)
  const named = (userId: typeof session.userId) => ({
    id: userId,
    name: names.nameOf(userId),
    clinic: names.clinicOf(userId),
  })
  const { name = '', kind = '' } = room.summary() ?? {}
  const head: Head = {
    exportedAt: new Date(now).toISOString(),
    exportedBy: named(session.userId),
    conversation: { id: room.roomId, name, kind, members: room.members().map(({ userId }) => named(userId)) },
    period: { from: isoOf(wish.from), until: isoOf(wish.until) },
    withAttachments: wish.withAttachments && wish.format === 'archive',
  }

  signal.throwIfAborted()
  const { version, format, from, until } = wish
  await session.outbox.send(room.roomId, eventTypes.roomExport, { version, format, from, until } satisfies ExportNotice)

  if (wish.format === 'pdf') {
    onStep({ step: 'writing' })
    await target.write((await drawPdf(head, records)).stream(), signal)
    return { messages: records.length, attachments: 0, notIncluded: notReadable(records) }
  }
  const attachments = new Map(
    whole.items.flatMap((item) => {
      const attachment = attachmentOf(item)
      return attachment ? [[attachment.eventId, attachment] as const] : []
    }),
  )
  const total = records.filter(({ file }) => file).length
  const read = async ({ id }: { id: EventId }) => {
    const attachment = attachments.get(id)
    return attachment
      ? readAttachment(attachment, { api, media: session.media, roomId: room.roomId, signal })
      : { reason: 'unknown' }
  }
  const archive = openArchive({
    head,
    records,
    read,
    onAttachment: (number) => onStep({ step: 'attachments', number, total }),
  })
  if (total === 0 || !head.withAttachments) onStep({ step: 'writing' })
  await target.write(archive.stream, signal)
  const { counts, notIncluded } = await archive.whole
  return { messages: counts.messages, attachments: counts.attachments, notIncluded }
}
