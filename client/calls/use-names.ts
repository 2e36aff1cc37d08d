import { isGuest } from '#shared/calls/guests.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { useSession } from '../matrix/session-context.tsx'

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
