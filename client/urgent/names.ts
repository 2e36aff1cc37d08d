import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import type { Alert, AlertStep } from '#shared/urgent/alert-content.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { tierWords } from '../i18n/words/consult-codes.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'

/** How people, steps and times of an alert are called. */
export const useUrgentNames = () => {
  const w = useWords(urgentWords)
  const tierName = useWords(tierWords)
  const session = useSession()
  const clinic = useClinicName()
  const format = useFormat()
  const person = (userId: UserId) => session.nameOf(userId)
  const step = ({ called, people }: Pick<AlertStep, 'called' | 'people'>): string => {
    const names = people.map(person).join(', ')
    return called.kind === 'service' ? w().dutyOf(names, called.name, tierName()[called.tier]) : names
  }
  return {
    person,
    step,
    clinicOf: (userId: UserId) => clinic(serverOf(userId)),
    time: (ms: number) => format.time(ms),
    /** Everybody who was called by now. */
    called: (alert: Alert) =>
      alert.steps
        .slice(0, alert.step + 1)
        .map(step)
        .join('; '),
  }
}
