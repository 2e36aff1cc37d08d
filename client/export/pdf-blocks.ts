import type { Block } from '../pdf/blocks.ts'
import type { ArchiveManifest } from './archive.ts'
import type { ExportRecord, Named } from './records.ts'

export type PdfWords = {
  pdfTitle: string
  unencrypted: string
  exportedBy: string
  exportedAt: string
  period: string
  people: string
  notReadable: string
  person(name: string, clinic: string): string
  membership(change: string, by: string, subject: string): string
  exported: string
  deleted(by: string | null, when: string | null): string
  unreadable(reason: string): string
  file(name: string, size: string): string
  event(type: string): string
  answers(text: string): string
  version(when: string, text: string): string
  reaction(emoji: string, names: string): string
  readBy(names: string): string
  confirmedBy(name: string, when: string): string
  arrivedUnencrypted: string
  periodText(from: string | null, until: string | null): string
}

export type PdfFormat = {
  day(iso: string): string
  time(iso: string): string
  moment(iso: string): string
  size(bytes: number | null): string
}

const excerptLength = 80

const textOf = (record: ExportRecord, w: PdfWords, format: PdfFormat): string => {
  switch (record.kind) {
    case 'text':
      return record.text ?? ''
    case 'file':
      return [w.file(record.file?.name ?? '', format.size(record.file?.sizeBytes ?? null)), record.file?.caption]
        .filter(Boolean)
        .join('\n')
    case 'event':
      return w.event(record.event?.type ?? '')
    case 'membership':
      return record.membership
        ? w.membership(record.membership.change, record.sender.name, record.membership.person.name)
        : ''
    case 'export':
      return w.exported
    case 'deleted': {
      const { by = null, at = null } = record.deleted ?? {}
      return w.deleted(by?.name ?? null, at === null ? null : format.moment(at))
    }
    case 'unreadable':
      return w.unreadable(record.unreadable ?? '')
    default:
      return record.kind satisfies never
  }
}

const excerptOf = (record: ExportRecord, w: PdfWords, format: PdfFormat): string => {
  const text = `${record.sender.name}: ${textOf(record, w, format)}`
  return text.length > excerptLength ? `${text.slice(0, excerptLength)} …` : text
}

/** The conversation as it is printed: day by day, each message with what became of it. */
export const conversationBlocks = (
  head: Pick<ArchiveManifest, 'conversation' | 'exportedBy' | 'exportedAt' | 'period'>,
  records: readonly ExportRecord[],
  w: PdfWords,
  format: PdfFormat,
): Block[] => {
  const personOf = ({ name, clinic }: Named) => w.person(name, clinic)
  const names = (people: readonly Named[]) => people.map(({ name }) => name).join(', ')
  const byId = new Map(records.map((record) => [record.id, record]))
  const unreadable = records.filter(({ kind }) => kind === 'unreadable').length
  const dayOf = (iso: string | null) => (iso === null ? null : format.moment(iso))

  const notesOf = (record: ExportRecord): string[] => {
    const answered = record.replyTo ? byId.get(record.replyTo) : undefined
    return [
      ...(answered ? [w.answers(excerptOf(answered, w, format))] : []),
      ...(record.versions ?? []).slice(0, -1).map(({ at, text }) => w.version(format.moment(at), text)),
      ...(record.reactions ?? []).map(({ emoji, by }) => w.reaction(emoji, names(by))),
      ...(record.confirmedBy ?? []).map(({ name, at }) => w.confirmedBy(name, format.moment(at))),
      ...(record.readBy.length > 0 && record.kind !== 'membership' ? [w.readBy(names(record.readBy))] : []),
      ...(record.arrivedUnencrypted ? [w.arrivedUnencrypted] : []),
    ]
  }

  const blocks: Block[] = [
    { kind: 'title', text: w.pdfTitle, aside: head.conversation.name },
    { kind: 'note', text: w.unencrypted },
    {
      kind: 'facts',
      rows: [
        [w.exportedBy, personOf(head.exportedBy)],
        [w.exportedAt, format.moment(head.exportedAt)],
        [w.period, w.periodText(dayOf(head.period.from), dayOf(head.period.until))],
        [w.people, head.conversation.members.map(personOf).join('; ')],
        ...(unreadable > 0 ? [[w.notReadable, String(unreadable)] as [string, string]] : []),
      ],
    },
  ]
  let day = ''
  for (const record of records) {
    const its = format.day(record.at)
    if (its !== day) blocks.push({ kind: 'heading', text: its })
    day = its
    blocks.push({
      kind: 'text',
      label: `${format.time(record.at)} · ${personOf(record.sender)}`,
      text: textOf(record, w, format),
    })
    for (const text of notesOf(record)) blocks.push({ kind: 'note', text })
  }
  return blocks
}
