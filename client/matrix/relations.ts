import { isOneEmoji } from '#shared/matrix/emoji.ts'
import { eventTypes, relationTypes } from '#shared/matrix/event-types.ts'
import type { EventId } from '#shared/matrix/ids.ts'
import type { EventSnapshot } from './event-snapshot.ts'

/** What others say about an event without standing in the timeline themselves. */
export type Related = { edits: readonly EventSnapshot[]; reactions: readonly EventSnapshot[] }

export const isEdit = ({ relation }: EventSnapshot): boolean => relation?.type === relationTypes.edit

export const isReaction = ({ type, relation }: EventSnapshot): boolean =>
  type === eventTypes.reaction ||
  relation?.type === relationTypes.reaction ||
  relation?.type === relationTypes.hiddenReaction

/** Whether it stands in the timeline on its own account. */
export const isAbout = (event: EventSnapshot): boolean => isEdit(event) || isReaction(event)

export const newContentOf = ({ content }: Pick<EventSnapshot, 'content'>): Record<string, unknown> | null => {
  const next = content['m.new_content']
  return typeof next === 'object' && next !== null && !Array.isArray(next) ? (next as Record<string, unknown>) : null
}

/**
 * Rules of the specification ("Validity of replacement events"), of which the SDK holds only some: the same person,
 * the same type, no edit of an edit, and of something encrypted only what was encrypted too, or any server on the way
 * could put its own words into somebody's mouth.
 */
export const mayReplace = (edit: EventSnapshot, original: EventSnapshot): boolean =>
  isEdit(edit) &&
  edit.relation?.eventId === original.eventId &&
  edit.sender === original.sender &&
  edit.type === original.type &&
  edit.unreadable === null &&
  !edit.isRedacted &&
  !original.isRedacted &&
  original.stateKey === null &&
  !isEdit(original) &&
  (edit.encrypted || !original.encrypted) &&
  newContentOf(edit) !== null

const counts = (reaction: EventSnapshot): boolean =>
  reaction.type === eventTypes.reaction &&
  reaction.relation?.type === relationTypes.reaction &&
  !reaction.isRedacted &&
  isOneEmoji(reaction.relation.key)

/** By the event that they are about, in the order in which they came. */
export const relatedTo = (events: readonly EventSnapshot[]): ReadonlyMap<EventId, Related> => {
  const related = new Map<EventId, { edits: EventSnapshot[]; reactions: EventSnapshot[] }>()
  for (const event of events) {
    const about = event.relation?.eventId
    const list = !about ? null : isEdit(event) ? 'edits' : counts(event) ? 'reactions' : null
    if (!about || !list) continue
    const there = related.get(about) ?? { edits: [], reactions: [] }
    there[list].push(event)
    related.set(about, there)
  }
  return related
}

export const editsOf = (original: EventSnapshot, related: Related | undefined): EventSnapshot[] =>
  related?.edits.filter((edit) => mayReplace(edit, original)) ?? []

/** What it says now. */
export const newestContentOf = (original: EventSnapshot, related: Related | undefined): Record<string, unknown> => {
  const newest = editsOf(original, related).at(-1)
  return (newest && newContentOf(newest)) ?? original.content
}
