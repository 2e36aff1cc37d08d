import { type Accessor, createEffect, createMemo, createSignal } from 'solid-js'
import type { EventId } from '#shared/matrix/ids.ts'
import type { RoomView, Session, TimelineItem } from '../../matrix/types.ts'
import { type Draft, emptyDraft, keepDraft, type Named, takeDraft } from './drafts.ts'
import { callsEverybody } from './mentions.ts'
import type { MessageContext } from './message-content.ts'

export type Answered = { eventId: EventId; item: TimelineItem | null }

/** What was written, taken out to be sent. `putBack` is for what could not be kept: before what was typed since. */
export type Taken = { text: string; context: Omit<MessageContext, 'html'>; named: Named[]; putBack(): void }

/** What somebody is writing in a room, and what it is about; there while the room is open, and as a draft after that. */
export type Writing = {
  text: Accessor<string>
  setText(text: string): void
  /** The message that is being answered; null also while one is edited. */
  answered: Accessor<Answered | null>
  edited: Accessor<TimelineItem | null>
  answer(item: TimelineItem): void
  /** What was being written waits until this is done. */
  edit(item: TimelineItem): void
  /** Nothing is answered or edited any more. */
  drop(): void
  /** Notes whom a name in the text means. */
  name(person: Named): void
  take(): Taken
  /** Where the field listens for being wanted. */
  onWanted(focus: () => void): void
  focus(): void
}

export const createWriting = (session: Session, room: RoomView): Writing => {
  const [draft, setDraft] = createSignal<Draft>(takeDraft(session, room.roomId))
  /** What is edited, with the draft that waits meanwhile. */
  const [editing, setEditing] = createSignal<{ key: string; draft: Draft } | null>(null)
  let focus = () => {}

  const itemWith = (isIt: (item: TimelineItem) => boolean) => room.timeline().find(isIt) ?? null
  const current = () => editing()?.draft ?? draft()
  const change = (news: Partial<Draft>) => {
    const edit = editing()
    if (edit) setEditing({ ...edit, draft: { ...edit.draft, ...news } })
    else setDraft({ ...draft(), ...news })
  }
  // Whoever reads on elsewhere still edits or answers the same.
  const edited = createMemo<TimelineItem | null>((before) => {
    const key = editing()?.key
    if (key === undefined) return null
    return itemWith((item) => item.key === key) ?? (before?.key === key ? before : null)
  }, null)
  const answered = createMemo<Answered | null>((before) => {
    const eventId = editing() ? null : draft().replyTo
    if (!eventId) return null
    const item = itemWith((one) => one.eventId === eventId)
    return { eventId, item: item ?? (before?.eventId === eventId ? before.item : null) }
  }, null)
  // What is edited may be deleted meanwhile, on another device.
  createEffect(() => {
    if (editing() && edited()?.body.kind !== 'text') setEditing(null)
  })
  createEffect(() => keepDraft(session, room.roomId, draft()))

  return {
    text: () => current().text,
    setText: (text) => change({ text }),
    answered,
    edited,
    answer(item) {
      if (!item.eventId) return
      setEditing(null)
      change({ replyTo: item.eventId })
      focus()
    },
    edit({ key, body, mentions }) {
      if (body.kind !== 'text') return
      const names = new Map(room.members().map(({ userId, name }) => [userId, name]))
      const named = mentions.userIds.flatMap((userId) => {
        const name = names.get(userId)
        return name ? [{ userId, name }] : []
      })
      setEditing({ key, draft: { text: body.text, replyTo: null, named } })
      focus()
    },
    drop() {
      if (editing()) setEditing(null)
      else change({ replyTo: null })
      focus()
    },
    name: (person) => change({ named: [...current().named, person] }),
    take() {
      const taken = current()
      const edit = editing()
      const { text, named: all } = taken
      const named = all.filter(({ name }) => text.includes(`@${name}`))
      const mentions = named.map(({ userId }) => userId)
      const edits = edited()
      const reply = answered()
      const context = {
        edits: edits?.eventId
          ? { eventId: edits.eventId, mentions: edits.mentions.userIds, everybody: edits.mentions.isEverybody }
          : null,
        replyTo: reply && { eventId: reply.eventId, sender: reply.item?.sender ?? null },
        mentions,
        everybody: room.rights().callEverybody && callsEverybody(text),
      }
      if (edit) setEditing(null)
      else setDraft(emptyDraft)
      const putBack = () => {
        if (edit) setEditing(edit)
        else setDraft(({ text: since }) => ({ ...taken, text: since ? `${text}\n${since}` : text }))
      }
      return { text: text.trim(), context, named, putBack }
    },
    onWanted(wanted) {
      focus = wanted
    },
    focus: () => focus(),
  }
}
