import type { RoomId } from '#shared/matrix/ids.ts'
import type { Session } from '../matrix/types.ts'

/** Clinical words: in memory only, and gone with the session they belong to. */
const draftsOf = new WeakMap<Session, Map<RoomId, string>>()

export const draftOf = (session: Session, roomId: RoomId): string => draftsOf.get(session)?.get(roomId) ?? ''

export const keepDraft = (session: Session, roomId: RoomId, text: string): void => {
  const drafts = draftsOf.get(session) ?? new Map<RoomId, string>()
  draftsOf.set(session, drafts)
  if (text) drafts.set(roomId, text)
  else drafts.delete(roomId)
}
