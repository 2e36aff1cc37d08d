import { useWords } from '../i18n/index.ts'
import { roomNameWords } from '../i18n/words/room-names.ts'
import type { RoomSummary } from './types.ts'

/** How a room is called on the screen: its service names a consult in one language, for everybody. */
export const useRoomName = () => {
  const w = useWords(roomNameWords)
  return ({ name, consultLabel }: Pick<RoomSummary, 'name' | 'consultLabel'>): string =>
    consultLabel === null ? name : w().consult(consultLabel)
}
