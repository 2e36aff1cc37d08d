import { type Accessor, createMemo } from 'solid-js'
import type { ShiftAlert } from '../duty/index.ts'
import { useWords } from '../i18n/index.ts'
import { priorityWords } from '../i18n/words/ui.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { useSession } from '../matrix/session-context.tsx'
import { addressOf, callingMe } from './alert-lists.ts'
import { useUrgentNames } from './names.ts'
import { useUrgent } from './urgent-store.tsx'

/** The urgent messages that wait for somebody who ends a shift: written to them or to their duty. */
export const createShiftAlerts = (): Accessor<ShiftAlert[]> => {
  const w = useWords(urgentWords)
  const priorityName = useWords(priorityWords)
  const session = useSession()
  const urgent = useUrgent()
  const names = useUrgentNames()
  return createMemo(() =>
    callingMe(urgent.alerts(), session.userId)
      .filter(({ roomId }) => urgent.confirmation(roomId) !== 'under-way')
      .map((one): ShiftAlert => {
        const { priority, requester, authoredOn } = one.alert
        return {
          roomId: one.roomId,
          name: w().alertTitle(priorityName()[priority], names.person(requester), names.clinicOf(requester)),
          href: addressOf(one, session.rooms()),
          since: authoredOn,
          confirm: () => urgent.confirm(one),
          hand: (to) => urgent.hand(one, to),
        }
      }),
  )
}
