import { isGuest } from '#shared/calls/guests.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { CallMember } from '../matrix/types.ts'

/** How people are called in the call of a room: whom nobody vouches for is a guest, wherever they are named. */
export const useNames = (roomId: RoomId): ((person: UserId) => string) => {
  const guests = useWords(guestWords)
  const session = useSession()
  const { guestNames } = session.rtc(roomId)
  return (person) => {
    if (!isGuest(person)) return session.nameOf(person)
    const name = guestNames().get(person)
    return name === undefined ? guests().guest : guests().named(name)
  }
}

/** Of those who are in the call of a room, or of some of them; each name once. */
export const useNamesInCall = (roomId: RoomId, isMeant: (member: CallMember) => boolean = () => true) => {
  const { members } = useSession().rtc(roomId)
  const nameOf = useNames(roomId)
  return (): string[] => [
    ...new Set(
      members()
        .filter(isMeant)
        .map(({ userId }) => nameOf(userId)),
    ),
  ]
}
