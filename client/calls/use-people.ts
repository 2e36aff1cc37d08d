import { type Accessor, createMemo, createResource } from 'solid-js'
import { type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import { answerOf } from '../ui/index.ts'

/** As the service takes them at once. */
const mostAsked = 100

export type PersonFacts = { name: string; what: string; clinic: string }

/** Name, role and clinic of people, as their homeservers and clinics vouch for them. */
export const usePeople = (people: Accessor<readonly UserId[]>): ((person: UserId) => PersonFacts) => {
  const w = useWords(callWords)
  const specialty = useWords(specialtyWords)
  const session = useSession()
  const api = useClinicApi()
  const clinicName = useClinicName()
  const asked = createMemo(() => [...new Set(people())].sort().slice(0, mostAsked), [], {
    equals: (a, b) => a.join(' ') === b.join(' '),
  })
  // What they are is an addition: without an answer, names and clinics stay.
  const [roles] = createResource(
    () => (asked().length > 0 ? asked() : null),
    (userId) =>
      unwrap(api.own.api.directory.people.$get({ query: { userId } })).then(
        (found) => found.people,
        () => [],
      ),
  )
  const clinicOf = (server: ServerName) => (server === session.serverName ? w().ownClinic : clinicName(server))
  return (person) => {
    const role = answerOf(roles)?.find(({ userId }) => userId === person)
    return {
      name: person === session.userId ? w().you : session.nameOf(person),
      what: role ? [role.title, specialty()[role.specialty]].filter(Boolean).join(', ') : '',
      clinic: clinicOf(serverOf(person)),
    }
  }
}
