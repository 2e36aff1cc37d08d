import type { TaskChange } from '#shared/consults/task-content.ts'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { taskChangeWords } from '../i18n/words/consult-codes.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'

/** How people, clinics and times are called on screen and in exports. */
export const useNames = () => {
  const session = useSession()
  const clinic = useClinicName()
  const format = useFormat()
  return {
    clinic,
    person: (userId: UserId) => session.nameOf(userId),
    clinicOf: (userId: UserId) => clinic(serverOf(userId)),
    moment: (ms: number) => format.dateTime(ms),
    day: (isoDay: string) => format.date(Date.parse(`${isoDay}T12:00:00`)),
  }
}

/** A change of the workflow in one sentence: who, what, to whom. */
export const useChangeSentence = () => {
  const words = useWords(taskChangeWords)
  const { person } = useNames()
  return ({ change, by, person: receiver, part }: Pick<TaskChange, 'change' | 'by' | 'person' | 'part'>): string => {
    const who = by ? person(by) : ''
    if (change === 'brought-in') return words()[change](who, part?.service.name ?? '')
    return change === 'handed' ? words().handed(who, receiver ? person(receiver) : '') : words()[change](who)
  }
}
