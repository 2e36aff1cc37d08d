import * as v from 'valibot'
import { eventId, type RoomId, userId } from '#shared/matrix/ids.ts'
import type { Session } from '../../matrix/types.ts'

type Parts = Pick<Session, 'drafts'>

const named = v.object({ userId, name: v.string() })
const draft = v.object({
  text: v.string(),
  /** Which message it answers. */
  replyTo: v.nullable(eventId),
  /** Whom it names. */
  named: v.array(named),
})
export type Draft = v.InferOutput<typeof draft>
export type Named = v.InferOutput<typeof named>

export const emptyDraft: Draft = { text: '', replyTo: null, named: [] }

const nameOf = (roomId: RoomId) => `message ${roomId}`

const draftIn = (kept: unknown): Draft => {
  // As earlier versions kept it.
  if (typeof kept === 'string') return { ...emptyDraft, text: kept }
  const parsed = v.safeParse(draft, kept)
  return parsed.success ? parsed.output : emptyDraft
}

export const draftOf = ({ drafts }: Parts, roomId: RoomId): Draft => draftIn(drafts.read(nameOf(roomId)))

/** What was begun in a room, for the list; follows it. */
export const followedDraftText = ({ drafts }: Parts, roomId: RoomId): string =>
  draftIn(drafts.follow(nameOf(roomId))).text.trim()

export const keepDraft = ({ drafts }: Parts, roomId: RoomId, kept: Draft): void =>
  drafts.keep(nameOf(roomId), kept.text || kept.replyTo ? kept : null)

/**
 * What was being written in a second conversation with the same person comes along into the one that goes on. What it
 * answered stays behind: that message is not there.
 */
export const takeDraft = (session: Parts & Pick<Session, 'twins'>, roomId: RoomId): Draft => {
  const own = draftOf(session, roomId)
  if (own.text || own.replyTo) return own
  for (const [other, goesOn] of session.twins()) {
    const { text, named } = draftOf(session, other)
    if (goesOn !== roomId || !text) continue
    keepDraft(session, other, emptyDraft)
    return { text, named, replyTo: null }
  }
  return own
}
