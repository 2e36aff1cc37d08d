import type { RoomId } from '#shared/matrix/ids.ts'
import type { Session } from '../../matrix/types.ts'

type Parts = Pick<Session, 'drafts'>

const nameOf = (roomId: RoomId) => `message ${roomId}`

export const draftOf = ({ drafts }: Parts, roomId: RoomId): string => {
  const draft = drafts.read(nameOf(roomId))
  return typeof draft === 'string' ? draft : ''
}

export const keepDraft = ({ drafts }: Parts, roomId: RoomId, text: string): void =>
  drafts.keep(nameOf(roomId), text || null)
