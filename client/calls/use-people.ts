import { type Accessor, createMemo, createResource } from 'solid-js'
import { isGuest } from '#shared/calls/guests.ts'
import { type RoomId, type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import { answerOf } from '../ui/index.ts'
import { useNames } from './use-names.ts'

/** As the service takes them at once. */
const mostAsked = 100

export type PersonFacts = { name: string; what: string; clinic: string }

/** Name, role and clinic of people, as their homeservers and clinics vouch for them. */
export const usePeople = (people: Accessor<readonly UserId[]>, roomId?: RoomId): ((person: UserId) => PersonFacts) => {
  const w = useWords(callWords)
  const guests = useWords(guestWords)
  const specialty = useWords(specialtyWords)
  const session = useSession()
  const api = useClinicApi()
  const clinicName = useClinicName()
  const asked = createMemo(
    () =>
      [...new Set(people())]
        .filter((person) => !isGuest(person))
        .sort()
        .slice(0, mostAsked),
    [],
    {
      equals: (a, b) => a.join(' ') === b.join(' '),
    },
  )
  // What they are is an addition: without an answer, names and clinics stay.
  const [roles] = createResource(
    // To guests the directory says nothing.
    () => (asked().length > 0 && !isGuest(session.userId) ? asked() : null),
    (userId) =>
      unwrap(api.own.api.directory.people.$get({ query: { userId } })).then(
        (found) => found.people,
        () => [],
      ),
  )
  const clinicOf = (server: ServerName) => (server === session.serverName ? w().ownClinic : clinicName(server))
  const guestNameOf = roomId && useNames(roomId)
  return (person) => {
    if (isGuest(person) && roomId && guestNameOf && person !== session.userId) {
      const inviter = session.rtc(roomId).guest(person)?.invited_by
      const isOwn = inviter === undefined || inviter === session.userId
      const unchecked = isOwn ? guests().unchecked : guests().uncheckedFrom(session.nameOf(inviter))
      const isUnproven = session.rtc(roomId).isProven(person) === false
      const what = isUnproven ? `${unchecked}; ${guests().unproven}` : unchecked
      return { name: guestNameOf(person), what, clinic: '' }
    }
    const role = answerOf(roles)?.find(({ userId }) => userId === person)
    return {
      name: person === session.userId ? w().you : session.nameOf(person),
      what: role ? [role.title, specialty()[role.specialty]].filter(Boolean).join(', ') : '',
      clinic: clinicOf(serverOf(person)),
    }
  }
}
