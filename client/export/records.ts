import { parseNotice } from '#shared/export/notice.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type EventId, serverOf, type UserId } from '#shared/matrix/ids.ts'
import type { TimelineItem, WholeRoom } from '../matrix/types.ts'

/** A person as an export names them: with address, since names change. */
export type Named = { id: UserId; name: string; clinic: string }

/** One entry of `messages.json`; moments are written by ISO 8601. */
export type ExportRecord = {
  id: EventId
  at: string
  sender: Named
  kind: 'text' | 'file' | 'event' | 'membership' | 'export' | 'deleted' | 'unreadable'
  text?: string
  html?: string
  /** `path`: in this archive; without one, `notIncluded` of the manifest says why. */
  file?: { name: string; mimeType: string; sizeBytes: number | null; caption?: string; path: string | null }
  /** Of a kind of its own, as a consult's question: what was sent. */
  event?: { type: string; content: Record<string, unknown> }
  membership?: { change: string; person: Named }
  /** How soon an answer was asked for, and who has confirmed that they saw it. */
  urgent?: { priority: string; answerWithinMinutes: number }
  confirmedBy?: (Named & { at: string })[]
  replyTo?: EventId
  /** Every text that it had, the present one last. */
  versions?: { at: string; text: string }[]
  reactions?: { emoji: string; by: Named[] }[]
  deleted?: { by: Named | null; at: string | null }
  /** Why it could not be read here. */
  unreadable?: string
  /** Anybody on the way could have written it. */
  arrivedUnencrypted?: true
  /** As their receipts say. */
  readBy: Named[]
}

export type NameParts = { nameOf(userId: UserId): string; clinicOf(userId: UserId): string }
export type RecordedFile = NonNullable<ExportRecord['file']>

const isoOf = (ms: number) => new Date(ms).toISOString()

/** Keys are the means to read files of the clinic, not part of what was said. */
const withoutSecrets = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      name === 'secret' || name === 'key' || name === 'file' ? [] : [[name, withoutSecrets(inner)]],
    ),
  )
}

/** What is written of the messages of a room that are within the period. */
export const recordsOf = (
  { items, readers, confirmations }: WholeRoom,
  period: { from: number | null; until: number | null },
  { nameOf, clinicOf }: NameParts,
  fileOf: (item: TimelineItem) => Omit<RecordedFile, 'path'> | null,
): ExportRecord[] => {
  const named = (id: UserId): Named => ({ id, name: nameOf(id), clinic: clinicOf(id) || serverOf(id) })

  const saidBy = (item: TimelineItem): Pick<ExportRecord, 'kind'> & Partial<ExportRecord> => {
    const { body } = item
    switch (body.kind) {
      case 'text':
        return { kind: 'text', text: body.text, ...(body.html === null ? {} : { html: body.html }) }
      case 'undecryptable':
        return { kind: 'unreadable', unreadable: body.reason }
      case 'redacted':
        return {
          kind: 'deleted',
          deleted: { by: body.by && named(body.by), at: body.at === null ? null : isoOf(body.at) },
        }
      case 'notice':
        return { kind: 'membership', membership: { change: body.notice, person: named(body.subject) } }
      case 'roster':
        return { kind: 'event', event: { type: eventTypes.dutyRoster, content: body.now } }
      case 'event': {
        const file = fileOf(item)
        if (file) return { kind: 'file', file: { ...file, path: null } }
        const kind = body.type === eventTypes.roomExport && parseNotice(body.content) ? 'export' : 'event'
        const content = withoutSecrets(body.content) as Record<string, unknown>
        return { kind, event: { type: body.type, content } }
      }
      default:
        return body satisfies never
    }
  }

  return items.flatMap((item): ExportRecord[] => {
    const { eventId, at, sender, isEncrypted, reply, versions, reactions, body } = item
    if (!eventId || (period.from !== null && at < period.from) || (period.until !== null && at >= period.until))
      return []
    const { urgent } = item
    const confirmed = confirmations.get(eventId)
    return [
      {
        id: eventId,
        at: isoOf(at),
        sender: named(sender),
        ...saidBy(item),
        ...(urgent
          ? { urgent: { priority: urgent.priority, answerWithinMinutes: Math.round(urgent.answerWithin / 60_000) } }
          : {}),
        ...(confirmed ? { confirmedBy: confirmed.map((one) => ({ ...named(one.by), at: isoOf(one.at) })) } : {}),
        ...(reply ? { replyTo: reply.eventId } : {}),
        ...(versions ? { versions: versions.map((version) => ({ at: isoOf(version.at), text: version.text })) } : {}),
        ...(reactions.length > 0
          ? { reactions: reactions.map(({ emoji, by }) => ({ emoji, by: by.map(named) })) }
          : {}),
        ...(isEncrypted || body.kind === 'notice' || body.kind === 'redacted'
          ? {}
          : { arrivedUnencrypted: true as const }),
        readBy: (readers.get(eventId) ?? []).filter((userId) => userId !== sender).map(named),
      },
    ]
  })
}
