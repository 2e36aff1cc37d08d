import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'

export const searchKinds = ['text', 'image', 'video', 'audio', 'file', 'consult'] as const
export type SearchKind = (typeof searchKinds)[number]

/** What somebody wrote or named, as the search keeps it. */
export type SearchEntry = {
  /** Of the message itself, also when the words are those of a correction. */
  eventId: EventId
  roomId: RoomId
  sender: UserId
  /** Unix time in ms. */
  at: number
  kind: SearchKind
  text: string
  /** The correction whose words these are. */
  edit: { eventId: EventId; at: number } | null
}

export type SearchFilters = {
  roomId: RoomId | null
  sender: UserId | null
  kind: SearchKind | null
  /** From this moment on, and before that one. */
  from: number | null
  until: number | null
}

export const noFilters: SearchFilters = { roomId: null, sender: null, kind: null, from: null, until: null }

const isOfSame = (known: SearchEntry, next: SearchEntry) => known.sender === next.sender && known.roomId === next.roomId

/** Paging back brings a correction before the message that it corrects; only its author may correct. */
export const merged = (known: SearchEntry | null, next: SearchEntry): SearchEntry => {
  if (!known) return next
  if (!next.edit) return known.edit && isOfSame(known, next) ? { ...known, at: next.at, kind: next.kind } : next
  if (!isOfSame(known, next) || (known.edit && known.edit.at >= next.edit.at)) return known
  return { ...known, text: next.text, edit: next.edit }
}
